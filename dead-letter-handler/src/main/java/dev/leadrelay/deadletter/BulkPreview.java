package dev.leadrelay.deadletter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a bulk decision would do, as the store has it now.
 *
 * @param selected dead letters of the selection
 * @param able those that can take the decision now
 * @param unable why the others cannot, most frequent first
 * @param gates null when the decision asks nobody again
 * @param refusal why whoever looks may not start the job, in one line; null when they may
 */
record BulkPreview(
        int selected,
        int able,
        List<Reason> unable,
        @Nullable Gates gates,
        Cost cost,
        @Nullable String refusal) {

    BulkPreview refusedWith(@Nullable String line) {
        return new BulkPreview(selected, able, unable, gates, cost, line);
    }

    /** A line that so many dead letters have in common. */
    record Reason(String line, int count) {}

    /**
     * What the gates in front of the stages say of those that can take the decision.
     *
     * @param looked how many were looked at
     * @param passing how many pass
     * @param failing checks that stop others, with how many; one dead letter may fail several
     * @param failed how many fail
     * @param unknown why others could not be checked
     */
    record Gates(int looked, int passing, int failed, List<Reason> failing, List<Reason> unknown) {}

    /**
     * What the attempts may cost.
     *
     * @param micros in millionths of the currency unit; null when nothing tells
     * @param basis what the figure rests on, in one sentence
     */
    record Cost(@Nullable Long micros, String basis) {}
}
