package dev.leadrelay.deadletter.desk;

import java.util.List;

/**
 * What schema and gates say of a decision that is not taken yet.
 *
 * @param line why it cannot be checked; empty when it was
 * @param valid whether nothing stands in the way
 */
public record CheckView(String line, boolean valid, List<Finding> findings, List<Change> changes) {

    /**
     * What a check says.
     *
     * @param waivable whether a person may let it pass
     */
    public record Finding(Remark remark, boolean waivable, boolean waived) {}

    /** A value that is not what it was. */
    public record Change(String path, String before, String after) {}
}
