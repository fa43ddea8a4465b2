package dev.leadrelay.orchestrator.lead;

import dev.leadrelay.schemas.Fingerprints;
import dev.leadrelay.schemas.HopLimit;
import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.ToolApproval;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.EndedKind;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.LeadState;
import dev.leadrelay.schemas.records.LeadStatus;
import dev.leadrelay.schemas.records.Provenance;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.Usage;
import dev.leadrelay.schemas.records.Verdict;
import dev.leadrelay.schemas.records.Violation;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** The moves a lead can make: to a stage, into a dead letter, to its end. */
final class Moves {
    private Moves() {}

    /**
     * Why a lead is parked.
     *
     * @param candidate Research, Score, Draft, text or null
     * @param provenance who gave the answer that failed; null when there was none
     */
    record Failure(
            FailureClass failureClass,
            String message,
            List<Violation> violations,
            @Nullable Object candidate,
            @Nullable Provenance provenance,
            @Nullable Usage usage) {

        static Failure of(FailureClass failureClass, String message) {
            return new Failure(failureClass, message, List.of(), null, null, null);
        }
    }

    /** Asks a stage, or parks the lead when its cap is used up. */
    static void dispatch(LeadStep step, Stage stage) {
        LeadState.Builder state = step.state();
        beginAttempt(state, stage);
        if (state.getDispatches() >= HopLimit.MOST_HOPS) {
            state.setDispatchedAt(null).setBudgetTokens(0).setBudgetCostMicros(0);
            park(step, Failure.of(FailureClass.LOOP_DETECTED, HopLimit.message(state.getDispatches() + 1)));
            return;
        }
        Usage used = Costs.total(state);
        long tokens = state.getCapTokens() - Costs.tokens(used);
        long cost = state.getCapCostMicros() - used.getCostMicros();
        // A cap of no cost is a model that costs nothing, not a budget that is used up.
        if (tokens <= 0 || (cost <= 0 && state.getCapCostMicros() > 0)) {
            state.setDispatchedAt(null).setBudgetTokens(0).setBudgetCostMicros(0);
            park(step, Failure.of(FailureClass.BUDGET_EXHAUSTED, "the lead's budget is used up"));
            return;
        }
        state.setBudgetTokens(Math.min(tokens, LeadPipeline.share(stage, state.getCapTokens())));
        state.setBudgetCostMicros(Math.max(0, Math.min(cost, LeadPipeline.share(stage, state.getCapCostMicros()))));
        state.setDispatchedAt(step.now()).setDispatches(state.getDispatches() + 1);
        String handoffId = Identifiers.handoffId(step.leadKey(), stage, state.getAttempt());
        state.setLineage(Identifiers.lineage(state.getLineage(), handoffId));
        step.move(LeadPipeline.statusWhileAsking(stage));
        step.effect(new LeadEffect.Request(stage, Requests.current(step)));
    }

    static void beginAttempt(LeadState.Builder state, Stage stage) {
        int attempt = switch (stage) {
            case RESEARCH ->
                state.setResearchAttempts(state.getResearchAttempts() + 1).getResearchAttempts();
            case SCORING ->
                state.setScoringAttempts(state.getScoringAttempts() + 1).getScoringAttempts();
            case WRITER ->
                state.setWriterAttempts(state.getWriterAttempts() + 1).getWriterAttempts();
            case LISTS -> state.setListsAttempts(state.getListsAttempts() + 1).getListsAttempts();
            case UNKNOWN -> throw new IllegalArgumentException("no attempt of an unknown stage");
        };
        if (stage != state.getStage()) {
            state.setApprovals(List.of());
        }
        state.setStage(stage).setAttempt(attempt);
        state.setOvertakenAt(null).setPolledAt(null).setHealthyMillis(0);
    }

    /** Asks the lead gate again, after a decision. */
    static void gateAgain(LeadStep step, StageGates gates) {
        beginAttempt(step.state(), Stage.LISTS);
        Verdict verdict = gates.lead(step.admitted().getLead(), step.admitted().getSettings());
        follow(step, LeadPipeline.afterLeadGate(verdict), verdict.getViolations());
    }

    /** Goes where the pipeline says after the lead gate. */
    static void follow(LeadStep step, LeadPipeline.Next next, List<Violation> violations) {
        switch (next) {
            case LeadPipeline.Next.Ask ask -> dispatch(step, ask.stage());
            case LeadPipeline.Next.Deliver deliver -> end(step, LeadStatus.DELIVERED, null);
            case LeadPipeline.Next.Disqualify disqualify -> end(step, LeadStatus.DISQUALIFIED, disqualify.reason());
            case LeadPipeline.Next.Park park ->
                park(step, new Failure(park.failureClass(), park.message(), violations, null, null, null));
        }
    }

    static void park(LeadStep step, Failure failure) {
        park(step, failure, Requests.current(step));
    }

    /** Parks the lead and writes its dead letter; {@code request} is null only when the payloads cannot be had. */
    static void park(LeadStep step, Failure failure, @Nullable SpecificRecord request) {
        LeadState.Builder state = step.state();
        String id = step.nextDeadLetterId();
        Provenance provenance = failure.provenance();
        step.move(LeadStatus.PARKED);
        state.setParkedAs(failure.failureClass()).setDeadLetterId(id).setParkedAt(step.now());
        state.setParkedProvenance(provenance);
        state.setApprovalsAsked(
                failure.failureClass() == FailureClass.APPROVAL_REQUIRED
                        ? ToolApproval.asked(failure.violations())
                        : List.of());
        step.effect(new LeadEffect.DeadLettered(DeadLetter.newBuilder()
                .setDeadLetterId(id)
                .setStage(state.getStage())
                .setFailureClass(failure.failureClass())
                .setMessage(failure.message())
                .setViolations(failure.violations())
                .setFingerprint(Fingerprints.of(state.getStage(), failure.failureClass(), failure.message()))
                .setLeadKey(step.leadKey())
                .setListId(state.getListId())
                .setLeadId(state.getLeadId())
                .setAttempt(state.getAttempt())
                .setRequest(request)
                .setCandidate(failure.candidate())
                .setRunId(provenance == null ? null : provenance.getRunId())
                .setUsage(failure.usage())
                .setParkedAt(step.now())
                .build()));
        step.count("lead.parked", state.getStage());
        step.report(EndedKind.SETTLED);
    }

    /** Makes the lead terminal and publishes its one result. */
    static void end(LeadStep step, LeadStatus status, @Nullable String reason) {
        step.unpark();
        step.state().setReason(reason).setEndedAt(step.now());
        step.move(status);
        step.effect(new LeadEffect.Result(Results.of(step)));
        step.dropPayloads();
        step.report(EndedKind.SETTLED);
    }
}
