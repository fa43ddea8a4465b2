package dev.leadrelay.deadletter.desk;

import java.util.List;

/**
 * What schema and gates say of a decision that is not taken yet.
 *
 * @param line why it cannot be checked; empty when it was
 * @param valid whether nothing stands in the way
 * @param kept codes that a person has let pass and that the gate, not asked this time, may name again
 */
public record CheckView(String line, boolean valid, List<Finding> findings, List<Change> changes, List<String> kept) {

    /** One that could not be made. */
    public static CheckView none(String line, List<String> kept) {
        return new CheckView(line, false, List.of(), List.of(), kept);
    }

    /**
     * What a check says.
     *
     * @param waivable whether a person may let it pass
     */
    public record Finding(Remark remark, boolean waivable, boolean waived) {}

    /** A value that is not what it was. */
    public record Change(String path, String before, String after) {}
}
