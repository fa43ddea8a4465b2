package dev.leadrelay.orchestrator.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.orchestrator.lead.LeadEffect;
import dev.leadrelay.orchestrator.lead.LeadInput;
import dev.leadrelay.orchestrator.lead.LeadTransition;
import dev.leadrelay.orchestrator.list.LeadQueue;
import dev.leadrelay.orchestrator.list.ListEffect;
import dev.leadrelay.orchestrator.list.ListTransition;
import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.records.AdmissionKind;
import dev.leadrelay.schemas.records.DecisionKind;
import dev.leadrelay.schemas.records.EndedKind;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.HandoffHeader;
import dev.leadrelay.schemas.records.LeadAdmitted;
import dev.leadrelay.schemas.records.LeadState;
import dev.leadrelay.schemas.records.LeadStatus;
import dev.leadrelay.schemas.records.LeadStub;
import dev.leadrelay.schemas.records.LedgerStatus;
import dev.leadrelay.schemas.records.ListState;
import dev.leadrelay.schemas.records.Stage;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must hold after every single step, whatever happened. */
final class Laws {
    private static final Set<LeadStatus> TERMINAL =
            EnumSet.of(LeadStatus.DELIVERED, LeadStatus.DISQUALIFIED, LeadStatus.DISCARDED);
    private static final Set<LeadStatus> ACTIVE =
            EnumSet.of(LeadStatus.RESEARCHING, LeadStatus.SCORING, LeadStatus.WRITING);

    private final World world;
    private final Map<String, Long> highestBudget = new HashMap<>();
    private final Map<String, Long> trulySpent = new HashMap<>();
    private final Set<String> answeredOnce = new HashSet<>();
    private final Set<String> deadLetterIds = new HashSet<>();
    private @Nullable ListState listBefore;

    Laws(World world) {
        this.world = world;
    }

    void beforeList(HeldList memory) {
        listBefore = memory.state();
    }

    void afterList(String listId, HeldList memory, ListTransition transition) {
        ListState state = memory.state();
        if (state == null) {
            return;
        }
        theLedgerSums(state, memory);
        nothingLeaks(state, memory);
        theBudgetHolds(listId, state);
        if (transition.effects().stream().anyMatch(Laws::starts)) {
            assertThat(state.getWindowUsed()).isLessThanOrEqualTo(state.getWindow());
            assertThat(state.getCancelled()).isFalse();
        }
    }

    private static void theLedgerSums(ListState state, HeldList memory) {
        Map<LedgerStatus, Long> counted = new HashMap<>();
        memory.allStubs().forEach(stub -> counted.merge(stub.getStatus(), 1L, Long::sum));
        assertThat(state.getAccepted())
                .isEqualTo(memory.allStubs().size())
                .isEqualTo(state.getQueued()
                        + state.getWaiting()
                        + state.getActive()
                        + state.getParked()
                        + state.getDelivered()
                        + state.getDisqualified()
                        + state.getDiscarded());
        assertThat(state.getQueued()).isEqualTo(counted.getOrDefault(LedgerStatus.QUEUED, 0L));
        assertThat(state.getWaiting()).isEqualTo(counted.getOrDefault(LedgerStatus.WAITING, 0L));
        assertThat(state.getActive()).isEqualTo(counted.getOrDefault(LedgerStatus.ACTIVE, 0L));
        assertThat(state.getParked()).isEqualTo(counted.getOrDefault(LedgerStatus.PARKED, 0L));
        assertThat(state.getDelivered()).isEqualTo(counted.getOrDefault(LedgerStatus.DELIVERED, 0L));
        assertThat(state.getDisqualified()).isEqualTo(counted.getOrDefault(LedgerStatus.DISQUALIFIED, 0L));
        assertThat(state.getDiscarded()).isEqualTo(counted.getOrDefault(LedgerStatus.DISCARDED, 0L));
    }

    private static void nothingLeaks(ListState state, HeldList memory) {
        assertThat(state.getReservedMicros())
                .isEqualTo(memory.allStubs().stream()
                        .mapToLong(LeadStub::getReservedMicros)
                        .sum());
        assertThat(state.getSpentMicros())
                .isEqualTo(memory.allStubs().stream()
                        .mapToLong(LeadStub::getChargedMicros)
                        .sum());
        assertThat(state.getWindowUsed())
                .isEqualTo(
                        memory.allStubs().stream().filter(LeadStub::getInWindow).count());
        for (LeadStub stub : memory.allStubs()) {
            assertThat(stub.getInWindow() && stub.getStatus() != LedgerStatus.ACTIVE)
                    .as("a place of the window held by " + stub)
                    .isFalse();
            assertThat(stub.getReservedMicros() > 0 && !stub.getInWindow()).isFalse();
        }
        assertThat(state.getQueueLength()).isEqualTo(memory.queue(LeadQueue.NEW).size());
        assertThat(state.getResumeLength())
                .isEqualTo(memory.queue(LeadQueue.RESUMED).size());
        if (!memory.queue(LeadQueue.NEW).isEmpty()) {
            assertThat(memory.queue(LeadQueue.NEW).firstKey()).isGreaterThanOrEqualTo(state.getQueueHead());
        }
        if (!memory.queue(LeadQueue.RESUMED).isEmpty()) {
            assertThat(memory.queue(LeadQueue.RESUMED).firstKey()).isGreaterThanOrEqualTo(state.getResumeHead());
        }
    }

    private void theBudgetHolds(String listId, ListState state) {
        long limit = state.getMaxCostMicros() == null ? Long.MAX_VALUE : state.getMaxCostMicros();
        long highest = highestBudget.merge(listId, limit, Math::max);
        assertThat(state.getSpentMicros() + state.getReservedMicros()).isLessThanOrEqualTo(highest);
        assertThat(trulySpent.getOrDefault(listId, 0L)).isLessThanOrEqualTo(highest);
        if (listBefore != null && state.getReservedMicros() > listBefore.getReservedMicros()) {
            // Whatever is reserved anew is covered by the budget in force, unless a correction gave it back before.
            long before = listBefore.getSpentMicros() + listBefore.getReservedMicros();
            assertThat(state.getSpentMicros() + state.getReservedMicros()).isLessThanOrEqualTo(Math.max(before, limit));
        }
    }

    /** Notes what an answer really cost, once per attempt that was dispatched. */
    void answered(Stage stage, HandoffHeader header, long micros) {
        boolean dispatched = world.requests.stream()
                        .anyMatch(request -> request.getHandoffId().equals(header.getHandoffId()))
                && stage == header.getStage();
        if (dispatched && answeredOnce.add(header.getHandoffId())) {
            trulySpent.merge(header.getListId(), micros, Long::sum);
        }
    }

    void afterLead(
            String leadKey, @Nullable LeadState before, HeldLead memory, LeadInput input, LeadTransition transition) {
        LeadState after = memory.state();
        if (after == null) {
            assertThat(before == null || TERMINAL.contains(before.getStatus())).isTrue();
            return;
        }
        boolean terminal = TERMINAL.contains(after.getStatus());
        assertThat(world.results.containsKey(leadKey)).isEqualTo(terminal);
        assertThat(memory.holdsPayloads()).isEqualTo(!terminal);
        assertThat(after.getParkedAs() != null).isEqualTo(after.getStatus() == LeadStatus.PARKED);
        theMoveIsLegal(before, after);
        onlyAdmissionAndAnswersDispatch(before, input, transition);
        answersNobodyWaitsForChangeOnlyCost(before, after, input, transition);
        everyDecisionIsAnsweredOnce(input, transition);
        onlyTheRightDecisionApplies(before, input, transition);
        peopleEditAndNobodyChangesWhoALeadIs(before, memory, input, transition);
        deadLettersAreDistinct(transition);
        if (input instanceof LeadInput.Answered || !terminal) {
            assertThat(transition.effects())
                    .filteredOn(LeadEffect.Request.class::isInstance)
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    private static void theMoveIsLegal(@Nullable LeadState before, LeadState after) {
        LeadStatus from = before == null ? LeadStatus.QUEUED : before.getStatus();
        Set<LeadStatus> to = switch (from) {
            case QUEUED ->
                EnumSet.of(LeadStatus.RESEARCHING, LeadStatus.PARKED, LeadStatus.DISQUALIFIED, LeadStatus.DISCARDED);
            case RESEARCHING ->
                EnumSet.of(LeadStatus.SCORING, LeadStatus.PARKED, LeadStatus.DISQUALIFIED, LeadStatus.DISCARDED);
            case SCORING ->
                EnumSet.of(LeadStatus.WRITING, LeadStatus.PARKED, LeadStatus.DISQUALIFIED, LeadStatus.DISCARDED);
            case WRITING -> EnumSet.of(LeadStatus.DELIVERED, LeadStatus.PARKED, LeadStatus.DISCARDED);
            case PARKED ->
                EnumSet.of(LeadStatus.WAITING, LeadStatus.DELIVERED, LeadStatus.DISQUALIFIED, LeadStatus.DISCARDED);
            case WAITING ->
                EnumSet.of(
                        LeadStatus.RESEARCHING,
                        LeadStatus.SCORING,
                        LeadStatus.WRITING,
                        LeadStatus.PARKED,
                        LeadStatus.DISQUALIFIED,
                        LeadStatus.DISCARDED);
            case DELIVERED, DISQUALIFIED, DISCARDED, UNKNOWN -> EnumSet.noneOf(LeadStatus.class);
        };
        if (before != null) {
            to.add(from);
            assertThat(after.getTransition()).isGreaterThanOrEqualTo(before.getTransition());
        }
        assertThat(to).contains(after.getStatus());
    }

    private static void onlyAdmissionAndAnswersDispatch(
            @Nullable LeadState before, LeadInput input, LeadTransition transition) {
        if (transition.effects().stream().noneMatch(LeadEffect.Request.class::isInstance)) {
            return;
        }
        boolean admission = input instanceof LeadInput.Admitted a
                && (a.admission().getKind() == AdmissionKind.START
                        || a.admission().getKind() == AdmissionKind.RESUME);
        boolean answer = input instanceof LeadInput.Answered && before != null && ACTIVE.contains(before.getStatus());
        assertThat(admission || answer).isTrue();
    }

    private static void answersNobodyWaitsForChangeOnlyCost(
            @Nullable LeadState before, LeadState after, LeadInput input, LeadTransition transition) {
        if (!(input instanceof LeadInput.Answered answered) || before == null) {
            return;
        }
        HandoffHeader header = answered.answer().header();
        boolean unanswered = before.getOpenCharges().stream()
                .anyMatch(
                        charge -> charge.getStage() == header.getStage() && charge.getAttempt() == header.getAttempt());
        boolean waitedFor = header.getStage() == answered.answer().stage()
                && header.getStage() == before.getStage()
                && header.getAttempt() == before.getAttempt()
                && (ACTIVE.contains(before.getStatus())
                        || (before.getParkedAs() == FailureClass.STAGE_TIMEOUT && unanswered));
        if (waitedFor) {
            return;
        }
        LeadState sameCost = LeadState.newBuilder(after)
                .setUsage(before.getUsage())
                .setOpenCharges(before.getOpenCharges())
                .setTransition(before.getTransition())
                .build();
        assertThat(sameCost).isEqualTo(before);
        assertThat(transition.payloads()).isEmpty();
        assertThat(transition.effects())
                .allMatch(effect -> effect instanceof LeadEffect.Counted
                        || (effect instanceof LeadEffect.Ended ended
                                && ended.ended().getKind() == EndedKind.COST_CORRECTED));
    }

    private static void everyDecisionIsAnsweredOnce(LeadInput input, LeadTransition transition) {
        long answers = transition.effects().stream()
                .filter(effect -> effect instanceof LeadEffect.Outcome outcome
                        && outcome.outcome().getDecisionId() != null)
                .count();
        assertThat(answers).isEqualTo(input instanceof LeadInput.Decided ? 1 : 0);
    }

    /** A decision moves a lead only when it names the dead letter, stage and attempt the lead is parked with. */
    private static void onlyTheRightDecisionApplies(
            @Nullable LeadState before, LeadInput input, LeadTransition transition) {
        if (!(input instanceof LeadInput.Decided decided) || before == null || !hasMoved(before, transition)) {
            return;
        }
        assertThat(before.getStatus()).isEqualTo(LeadStatus.PARKED);
        assertThat(decided.decision().getDeadLetterId()).isEqualTo(before.getDeadLetterId());
        assertThat(decided.decision().getStage()).isEqualTo(before.getStage());
        assertThat(decided.decision().getAttempt()).isEqualTo(before.getAttempt());
    }

    /** Whoever a lead is stays so whatever is edited, and no policy edits or accepts. */
    private static void peopleEditAndNobodyChangesWhoALeadIs(
            @Nullable LeadState before, HeldLead memory, LeadInput input, LeadTransition transition) {
        LeadAdmitted admitted = memory.admitted();
        if (admitted != null && memory.state() != null) {
            assertThat(admitted.getLead().getLeadId()).isEqualTo(memory.state().getLeadId());
            assertThat(admitted.getLead().getExternalId())
                    .isEqualTo("crm-" + memory.state().getLeadId());
        }
        if (input instanceof LeadInput.Decided decided
                && before != null
                && decided.decision().getByPolicy()
                && (decided.decision().getKind() == DecisionKind.ACCEPT
                        || decided.decision().getKind() == DecisionKind.RETRY_EDITED)) {
            assertThat(hasMoved(before, transition)).isFalse();
            assertThat(transition.payloads()).isEmpty();
        }
    }

    private static boolean hasMoved(LeadState before, LeadTransition transition) {
        LeadState after = transition.state();
        return after != null && after.getTransition() != before.getTransition();
    }

    private void deadLettersAreDistinct(LeadTransition transition) {
        for (LeadEffect effect : transition.effects()) {
            if (effect instanceof LeadEffect.DeadLettered dead
                    && dead.deadLetter().getLeadKey() != null) {
                assertThat(deadLetterIds.add(dead.deadLetter().getDeadLetterId()))
                        .as("a new id for the dead letter " + dead.deadLetter().getMessage())
                        .isTrue();
                assertThat(dead.deadLetter().getRequest()).isNotNull();
                if (dead.deadLetter().getFailureClass() == FailureClass.INTERNAL) {
                    // Only what the test's own gates and agents did; never a fault of the machine.
                    assertThat(dead.deadLetter().getMessage())
                            .matches("the orchestrator failed: IllegalStateException|the agent gave up");
                }
            }
        }
    }

    /** What must hold when every answer has come, every decision is made and every record is delivered. */
    void atTheEnd() {
        world.lists.forEach((listId, memory) -> {
            ListState state = memory.state();
            assertThat(state).isNotNull();
            assertThat(memory.allStubs())
                    .allMatch(stub -> world.results.containsKey(Identifiers.leadKey(listId, stub.getLeadId())));
            assertThat(state.getAccepted())
                    .isEqualTo(state.getDelivered() + state.getDisqualified() + state.getDiscarded());
            assertThat(state.getWindowUsed()).isZero();
            assertThat(state.getReservedMicros()).isZero();
            assertThat(state.getQueueLength()).isZero();
            assertThat(state.getResumeLength()).isZero();
            assertThat(state.getCompletedAt()).isNotNull();
            assertThat(state.getSpentMicros()).isEqualTo(trulySpent.getOrDefault(listId, 0L));
            assertThat(world.progress.get(listId).getComplete()).isTrue();
            assertThat(world.progress.get(listId).getBalanced()).isTrue();
            memory.allStubs().forEach(stub -> theLedgerAgreesWithTheResult(listId, stub));
        });
        assertThat(world.results)
                .hasSize(world.lists.values().stream()
                        .mapToInt(memory -> memory.allStubs().size())
                        .sum());
    }

    private void theLedgerAgreesWithTheResult(String listId, LeadStub stub) {
        LeadStatus result =
                world.results.get(Identifiers.leadKey(listId, stub.getLeadId())).getStatus();
        assertThat(stub.getStatus().name()).isEqualTo(result.name());
    }

    private static boolean starts(ListEffect effect) {
        return effect instanceof ListEffect.Admit admit
                && (admit.admission().getKind() == AdmissionKind.START
                        || admit.admission().getKind() == AdmissionKind.RESUME);
    }
}
