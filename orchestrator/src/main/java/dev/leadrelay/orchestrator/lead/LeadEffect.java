package dev.leadrelay.orchestrator.lead;

import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.LeadEnded;
import dev.leadrelay.schemas.records.LeadResult;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.TriageOutcome;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** What the topology does for the lead machine, in the transaction of the transition and in the order given. */
public sealed interface LeadEffect {

    /**
     * Send a request to a stage, key leadKey.
     *
     * @param request ResearchRequest, ScoringRequest or WriterRequest
     */
    record Request(Stage stage, SpecificRecord request) implements LeadEffect {}

    /** Tell the list machine ({@code leads.ended}, key listId). */
    record Ended(LeadEnded ended) implements LeadEffect {}

    /** Publish the result of a terminal lead; {@link FlatResults} gives its flat twin. Once per lead, never again. */
    record Result(LeadResult result) implements LeadEffect {}

    /** Write a dead letter to its stage's topic, keyed by its leadKey, else by the key of its original. */
    record DeadLettered(DeadLetter deadLetter) implements LeadEffect {}

    /** Answer a decision, or say that a dead letter was superseded ({@code triage.outcomes}). */
    record Outcome(TriageOutcome outcome) implements LeadEffect {}

    /**
     * Move the lead's one timer.
     *
     * @param previous when it was due until now; null when none is armed. It may be deleted or left: a timer that is due
     *     too early changes nothing
     * @param at when it is due
     */
    record Timer(@Nullable Instant previous, Instant at) implements LeadEffect {}

    /** Count something that a person may want to see ({@code name} is dotted lower case). */
    record Counted(String name, Stage stage) implements LeadEffect {}
}
