package dev.leadrelay.orchestrator.lead;

import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.records.EndedKind;
import dev.leadrelay.schemas.records.LeadAdmitted;
import dev.leadrelay.schemas.records.LeadEnded;
import dev.leadrelay.schemas.records.LeadState;
import dev.leadrelay.schemas.records.LeadStatus;
import dev.leadrelay.schemas.records.OutcomeKind;
import dev.leadrelay.schemas.records.ResearchResult;
import dev.leadrelay.schemas.records.ScoringResult;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.TriageOutcome;
import dev.leadrelay.schemas.records.Usage;
import dev.leadrelay.schemas.records.WriterResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** One input in progress: the state being changed, payloads and effects being collected. Not thread-safe. */
final class LeadStep {
    private final String leadKey;
    private final LeadMemory memory;
    private final Instant now;
    private final LeadState.Builder state;
    private final Map<LeadPayload, SpecificRecord> payloads = new EnumMap<>(LeadPayload.class);
    private final List<LeadEffect> effects = new ArrayList<>();
    private boolean dropPayloads;

    LeadStep(String leadKey, LeadMemory memory, LeadState.Builder state, Instant now) {
        this.leadKey = leadKey;
        this.memory = memory;
        this.state = state;
        this.now = now;
    }

    /** State of a lead that is just becoming known. */
    static LeadState.Builder born(LeadAdmitted admission) {
        return LeadState.newBuilder()
                .setListId(admission.getListId())
                .setLeadId(admission.getLeadId())
                .setStatus(LeadStatus.QUEUED)
                .setStage(Stage.LISTS)
                .setLineage("")
                .setUsage(Costs.none())
                .setOpenCharges(List.of())
                .setSuperseded(List.of())
                .setApprovalsAsked(List.of())
                .setApprovals(List.of())
                .setDecisions(List.of())
                .setCapTokens(admission.getCapTokens())
                .setCapCostMicros(admission.getCapCostMicros());
    }

    String leadKey() {
        return leadKey;
    }

    Instant now() {
        return now;
    }

    LeadState.Builder state() {
        return state;
    }

    LeadAdmitted admitted() {
        SpecificRecord fresh = payloads.get(LeadPayload.ADMITTED);
        return Objects.requireNonNull(
                fresh == null ? memory.admitted() : (LeadAdmitted) fresh, "the lead's payload is missing");
    }

    @Nullable
    ResearchResult research() {
        SpecificRecord fresh = payloads.get(LeadPayload.RESEARCH);
        return fresh == null ? memory.research() : (ResearchResult) fresh;
    }

    @Nullable
    ScoringResult score() {
        SpecificRecord fresh = payloads.get(LeadPayload.SCORE);
        return fresh == null ? memory.score() : (ScoringResult) fresh;
    }

    @Nullable
    WriterResult draft() {
        SpecificRecord fresh = payloads.get(LeadPayload.DRAFT);
        return fresh == null ? memory.draft() : (WriterResult) fresh;
    }

    void keep(LeadPayload payload, SpecificRecord record) {
        payloads.put(payload, record);
    }

    void dropPayloads() {
        dropPayloads = true;
    }

    void effect(LeadEffect effect) {
        effects.add(effect);
    }

    void count(String name, Stage stage) {
        effects.add(new LeadEffect.Counted(name, stage));
    }

    void move(LeadStatus status) {
        state.setStatus(status);
        state.setTransition(state.getTransition() + 1);
    }

    /** Tells the list machine where the lead stands now. */
    void report(EndedKind kind) {
        effects.add(new LeadEffect.Ended(standing(kind).build()));
    }

    private LeadEnded.Builder standing(EndedKind kind) {
        Usage total = Costs.total(state);
        return LeadEnded.newBuilder()
                .setListId(state.getListId())
                .setLeadId(state.getLeadId())
                .setKind(kind)
                .setTransition(state.getTransition())
                .setStatus(state.getStatus())
                .setReason(state.getReason())
                .setModelCalls(total.getModelCalls())
                .setTokens(Costs.tokens(total))
                .setCostMicros(total.getCostMicros())
                .setAt(now);
    }

    /** Says that the lead's dead letter needs no decision any more. */
    void supersede(String reason) {
        String deadLetterId = state.getDeadLetterId();
        if (deadLetterId == null) {
            return;
        }
        List<String> superseded = new ArrayList<>(state.getSuperseded());
        superseded.add(deadLetterId);
        state.setSuperseded(superseded);
        effects.add(new LeadEffect.Outcome(
                new TriageOutcome(null, deadLetterId, leadKey, OutcomeKind.SUPERSEDED, reason, now)));
        unpark();
    }

    void unpark() {
        state.setDeadLetterId(null).setParkedAs(null).setParkedAt(null);
        state.setParkedProvenance(null).setApprovalsAsked(List.of());
    }

    /** Sets the lead waiting for its place: only the list machine's admission dispatches the stage. */
    void askToResume(Stage stage) {
        askToResume(stage, null, null);
    }

    /** The same with more to spend; the list machine says whether its own budget covers it. */
    void askToResume(Stage stage, @Nullable Long raiseTokens, @Nullable Long raiseCostMicros) {
        unpark();
        state.setStage(stage);
        move(LeadStatus.WAITING);
        effects.add(new LeadEffect.Ended(standing(EndedKind.RESUME_ASKED)
                .setRaiseTokens(raiseTokens)
                .setRaiseCostMicros(raiseCostMicros)
                .build()));
    }

    /** Identifier of the dead letter that parking now would write; differs from every earlier one of the lead. */
    String nextDeadLetterId() {
        String id = Identifiers.deadLetterId(leadKey, state.getStage(), state.getAttempt());
        return state.getSuperseded().contains(id)
                ? Identifiers.shortHash(
                        "dead-letter-late",
                        id,
                        Integer.toString(state.getSuperseded().size()))
                : id;
    }

    LeadTransition done() {
        LeadState after = state.build();
        boolean changed = !after.equals(memory.state());
        return new LeadTransition(changed, after, dropPayloads ? Map.of() : payloads, dropPayloads, effects);
    }
}
