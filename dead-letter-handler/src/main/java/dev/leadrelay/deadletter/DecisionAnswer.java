package dev.leadrelay.deadletter;

import dev.leadrelay.schemas.records.TriageDecision;

/** What became of a request to decide; the lines are for people. */
sealed interface DecisionAnswer {
    /** The decision stands in its topic. */
    record Accepted(TriageDecision decision) implements DecisionAnswer {}

    /** There is no such dead letter. */
    record NotFound(String line) implements DecisionAnswer {}

    /** The dead letter does not allow it now. */
    record Refused(String line) implements DecisionAnswer {}

    /** It cannot be done now; the line says whether it may have been done nevertheless. */
    record Unavailable(String line) implements DecisionAnswer {}
}
