package dev.leadrelay.orchestrator.lead;

import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.records.Draft;
import dev.leadrelay.schemas.records.HandoffHeader;
import dev.leadrelay.schemas.records.LeadAdmitted;
import dev.leadrelay.schemas.records.LeadState;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.schemas.records.ResearchRequest;
import dev.leadrelay.schemas.records.Score;
import dev.leadrelay.schemas.records.ScoringRequest;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.WriterRequest;
import java.time.Instant;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Builds the request of the current attempt from state and payloads: when it is dispatched, and again for its dead letter. */
final class Requests {
    private Requests() {}

    static SpecificRecord current(LeadStep step) {
        LeadAdmitted admitted = step.admitted();
        Stage stage = step.state().getStage();
        return switch (stage) {
            case RESEARCH -> new ResearchRequest(header(step), admitted.getLead(), admitted.getSettings());
            case SCORING ->
                new ScoringRequest(
                        header(step), admitted.getLead(), admitted.getSettings(), present(research(step), stage));
            case WRITER ->
                new WriterRequest(
                        header(step),
                        admitted.getLead(),
                        admitted.getSettings(),
                        present(research(step), stage),
                        present(score(step), stage));
            case LISTS, UNKNOWN -> admitted.getLead();
        };
    }

    static @Nullable Research research(LeadStep step) {
        return step.research() == null ? null : (Research) step.research().getOutcome();
    }

    static @Nullable Score score(LeadStep step) {
        return step.score() == null ? null : (Score) step.score().getOutcome();
    }

    static @Nullable Draft draft(LeadStep step) {
        return step.draft() == null ? null : (Draft) step.draft().getOutcome();
    }

    /** Header of the current attempt. */
    static HandoffHeader header(LeadStep step) {
        LeadState.Builder state = step.state();
        Instant issuedAt = state.getDispatchedAt();
        return new HandoffHeader(
                Identifiers.handoffId(step.leadKey(), state.getStage(), state.getAttempt()),
                state.getListId(),
                state.getLeadId(),
                state.getStage(),
                state.getAttempt(),
                issuedAt == null ? step.now() : issuedAt,
                state.getBudgetTokens(),
                state.getBudgetCostMicros(),
                state.getDispatches(),
                state.getLineage(),
                state.getApprovals());
    }

    private static <T> T present(@Nullable T payload, Stage stage) {
        return Objects.requireNonNull(payload, () -> "a payload that " + stage + " needs is missing");
    }
}
