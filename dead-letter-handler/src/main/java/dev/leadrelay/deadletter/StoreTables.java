package dev.leadrelay.deadletter;

import java.util.List;

/** The tables of the store by what they are. */
final class StoreTables {
    /**
     * Tables that are a projection of the topics: emptied and read anew by a rebuild. Whatever is not named here survives
     * it, but for what says how far the index goes.
     */
    static final List<String> PROJECTION = List.of(
            "dead_letter",
            "decision",
            "outcome",
            "unreadable_record",
            "read_position",
            "dead_letter_cause",
            "decision_count",
            "lead_end",
            "group_decision");

    private StoreTables() {}
}
