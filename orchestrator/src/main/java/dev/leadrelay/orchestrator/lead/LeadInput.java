package dev.leadrelay.orchestrator.lead;

import dev.leadrelay.schemas.records.LeadAdmitted;
import dev.leadrelay.schemas.records.OriginalRecord;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.TriageDecision;
import java.util.function.Function;
import java.util.function.Supplier;

/** What can happen to a lead. */
public sealed interface LeadInput {

    /** The list machine starts, rejects, resumes or cancels it. */
    record Admitted(LeadAdmitted admission) implements LeadInput {}

    /**
     * An agent answered.
     *
     * @param original the Kafka record, asked for only when the answer belongs to no known lead
     */
    record Answered(StageAnswer answer, Supplier<OriginalRecord> original) implements LeadInput {}

    /** A person or a policy decided. Decisions without a leadKey are not the orchestrator's and change nothing. */
    record Decided(TriageDecision decision) implements LeadInput {}

    /**
     * The lead's timer is due and was taken out of the store.
     *
     * @param health health of a stage as seen from the lead's partition
     */
    record TimerDue(Function<Stage, StageHealth> health) implements LeadInput {}
}
