package dev.leadrelay.deadletter;

import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.TriageDecision;
import dev.leadrelay.schemas.records.TriageOutcome;
import org.jspecify.annotations.Nullable;

/** What one record of the topics says. */
sealed interface Fact {
    Source source();

    /** A dead letter. */
    record Letter(Source source, DeadLetter letter) implements Fact {}

    /** A decision, read back from its topic. */
    record Decision(Source source, TriageDecision decision) implements Fact {}

    /** An answer of the orchestrator. */
    record Outcome(Source source, TriageOutcome outcome) implements Fact {}

    /** How a lead ended. */
    record Ended(Source source, LeadRow end) implements Fact {}

    /**
     * A record that holds none of these; kept as it is.
     *
     * @param reason one sentence: what is wrong with it
     */
    record Unreadable(Source source, byte @Nullable [] key, byte[] value, String reason) implements Fact {}
}
