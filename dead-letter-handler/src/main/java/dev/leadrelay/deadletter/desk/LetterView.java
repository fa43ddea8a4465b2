package dev.leadrelay.deadletter.desk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything about one dead letter.
 *
 * @param who the lead in words; empty for a record of no known lead
 * @param meaning what the class of failure means
 * @param daysLeft until it is discarded as EXPIRED, and by whom; empty when it is decided or about no lead
 * @param cost what the failed attempt cost; empty when nothing is known
 * @param fate what came of the decision about it; null where there is none that settled it or is to
 * @param awaits whether a decision that was just written is not read back yet
 * @param editable whether what was asked can be edited and retried
 * @param acceptable whether what came back can be accepted
 * @param original the record that could not be used; null for a failed hand-over
 */
public record LetterView(
        LetterRow row,
        String who,
        String meaning,
        String stateReason,
        String daysLeft,
        boolean pinned,
        int attempt,
        int occurrences,
        String fingerprint,
        String cost,
        String runId,
        List<Remark> violations,
        RecordView request,
        RecordView candidate,
        @Nullable OriginalView original,
        List<DecisionRow> decisions,
        @Nullable FateView fate,
        boolean awaits,
        boolean editable,
        boolean acceptable,
        List<ActionForm> actions) {
    /** Address of the page of its group. */
    public String groupHref() {
        return Links.letters("fingerprint", fingerprint);
    }
}
