package dev.leadrelay.orchestrator.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.orchestrator.lead.LeadInput;
import dev.leadrelay.orchestrator.lead.StageHealth;
import dev.leadrelay.orchestrator.list.ListInput;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.DecisionKind;
import dev.leadrelay.schemas.records.Draft;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.HandoffHeader;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.LeadState;
import dev.leadrelay.schemas.records.LeadStatus;
import dev.leadrelay.schemas.records.ListCommand;
import dev.leadrelay.schemas.records.ListCommandKind;
import dev.leadrelay.schemas.records.ListSettings;
import dev.leadrelay.schemas.records.NoEvidence;
import dev.leadrelay.schemas.records.OutcomeKind;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.schemas.records.ResearchRequest;
import dev.leadrelay.schemas.records.ResearchStatus;
import dev.leadrelay.schemas.records.Score;
import dev.leadrelay.schemas.records.ScoringRequest;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.Tier;
import dev.leadrelay.schemas.records.TriageDecision;
import dev.leadrelay.schemas.records.WriterRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.statistics.Statistics;

/** Any interleaving of the two machines' topics, with answers, decisions, commands, repetitions and time in between. */
class BothMachinesTest {
    private static final List<String> NOTES = List.of("fine", "fine", "fine", "fine", "bad", "policy", "boom", "fine");
    private static final int LEADS_PER_PART = 4;
    private static final int PARTS = 3;

    private final World world = new World();
    private final List<TriageDecision> decisions = new ArrayList<>();
    private final List<HandoffHeader> unanswered = new ArrayList<>();
    private int known;
    private long offset;

    /** Long sequences of even chances: short ones and small numbers, which are tried first otherwise, hardly reach a retry. */
    @Provide
    Arbitrary<List<Integer>> rolls() {
        return Arbitraries.integers()
                .between(0, 999_999)
                .withDistribution(RandomDistribution.uniform())
                .list()
                .ofMinSize(100)
                .ofMaxSize(1_500)
                .withSizeDistribution(RandomDistribution.uniform());
    }

    @Property(tries = 1_000)
    void theLawsHoldUnderAnyInterleavingAndEverythingEnds(@ForAll("rolls") List<Integer> rolls) {
        // One instance serves all tries of a property, each try needs a world of its own.
        new BothMachinesTest().run(new Dice(rolls));
    }

    private void run(Dice dice) {
        List<String> listIds = dice.oneIn(3) ? List.of("list-a", "list-b") : List.of("list-a");
        while (!dice.isUsedUp()) {
            act(dice, listIds);
            noteRequests();
        }
        listIds.forEach(this::submitTheRest);
        drain();
        world.laws.atTheEnd();
        record();
    }

    private void act(Dice dice, List<String> listIds) {
        String listId = dice.pick(listIds);
        switch (dice.below(16)) {
            case 0 -> submit(dice, listId);
            case 1, 2, 3 -> deliverIntake(dice);
            case 4, 5, 6 -> deliverAdmitted(dice);
            case 7, 8 -> deliverEnded(dice);
            case 9, 10, 11 -> answer(dice);
            case 12 -> answerAgainOrForeign(dice);
            case 13 -> decide(dice);
            case 14 -> passTime(dice);
            default -> command(dice, listId);
        }
    }

    // ---- lists

    private static ListSettings settings(String listId) {
        return listId.equals("list-a")
                ? Samples.settings(3 * Samples.CAP_MICROS, false, NoEvidence.DISQUALIFY)
                : Samples.settings(null, true, NoEvidence.PARK);
    }

    private void submit(Dice dice, String listId) {
        int part = dice.below(PARTS);
        boolean conflicting = dice.oneIn(6);
        submit(listId, part, conflicting ? "other" : "hash-" + part);
    }

    private void submit(String listId, int part, String hash) {
        long origin = offset++;
        world.send(
                origin,
                listId,
                new ListInput.PartArrived(
                        Samples.part(listId, part, part == PARTS - 1, hash, LEADS_PER_PART, settings(listId), origin)));
        for (int i = 0; i < LEADS_PER_PART; i++) {
            // The last lead of a part is also the first of the next: a duplicate within the list.
            int number = part * (LEADS_PER_PART - 1) + i;
            String notes = NOTES.get(Math.floorMod(number + listId.hashCode(), NOTES.size()));
            world.send(
                    origin,
                    listId,
                    new ListInput.LeadArrived(
                            Samples.partLead(listId, part, hash, i, Samples.lead("lead-" + number, notes))));
        }
    }

    /** Submits every part once more with the content under which it was taken in first, so that the list is whole. */
    private void submitTheRest(String listId) {
        while (!world.intake.isEmpty()) {
            world.deliverIntake(world.intake.keySet().iterator().next());
        }
        for (int part = 0; part < PARTS; part++) {
            var stub = world.list(listId).part(part);
            submit(listId, part, stub == null ? "hash-" + part : stub.getContentHash());
        }
    }

    private void command(Dice dice, String listId) {
        if (dice.oneIn(60)) {
            command(listId, ListCommandKind.CANCEL, null);
        } else if (dice.oneIn(4)) {
            command(listId, ListCommandKind.SET_BUDGET, (long) dice.below((int) (8 * Samples.CAP_MICROS)));
        }
    }

    private void command(String listId, ListCommandKind kind, Long budget) {
        world.list(listId, new ListInput.Commanded(new ListCommand(listId, kind, budget, "test", world.now)));
    }

    private void deliverIntake(Dice dice) {
        if (!world.intake.isEmpty()) {
            world.deliverIntake(dice.pick(world.intake.keySet()));
        }
    }

    private void deliverAdmitted(Dice dice) {
        if (!world.admitted.isEmpty()) {
            world.deliverAdmitted(dice.pick(world.admitted.keySet()));
        }
    }

    private void deliverEnded(Dice dice) {
        if (!world.ended.isEmpty()) {
            world.deliverEnded(dice.pick(world.ended.keySet()));
        }
    }

    // ---- agents

    private void noteRequests() {
        unanswered.addAll(world.requests.subList(known, world.requests.size()));
        known = world.requests.size();
    }

    private void answer(Dice dice) {
        if (unanswered.isEmpty()) {
            return;
        }
        HandoffHeader header = unanswered.remove(dice.below(unanswered.size()));
        Object outcome = outcome(dice, header.getStage());
        long tokens = dice.below((int) header.getBudgetTokens() + 1);
        long micros = dice.below((int) header.getBudgetCostMicros() + 1);
        world.answer(header.getStage(), header, outcome, tokens, micros);
    }

    private static Object outcome(Dice dice, Stage stage) {
        int kind = dice.below(10);
        if (kind == 8) {
            return Samples.failed(FailureClass.values()[dice.below(FailureClass.values().length)]);
        }
        if (kind == 9) {
            return "nonsense";
        }
        return switch (stage) {
            case RESEARCH ->
                switch (kind) {
                    case 0 -> Samples.research("bad", ResearchStatus.COMPLETE);
                    case 1 -> Samples.research("boom", ResearchStatus.COMPLETE);
                    case 2 -> Samples.research("Company", ResearchStatus.NO_EVIDENCE);
                    case 3 -> Samples.research("Company", ResearchStatus.UNKNOWN);
                    default -> Samples.research();
                };
            case SCORING ->
                switch (kind) {
                    case 0 -> Samples.score(Tier.C, 1, null);
                    case 1 -> Samples.score(Tier.A, 0.2, null);
                    case 2 -> Samples.score(Tier.A, 1, "competitor");
                    case 3 -> Samples.score(Tier.UNKNOWN, 1, null);
                    default -> Samples.score(Tier.B, 1, null);
                };
            default -> Samples.draft(kind == 0 ? "bad" : kind == 1 ? "boom" : "Hello");
        };
    }

    private void answerAgainOrForeign(Dice dice) {
        if (world.requests.isEmpty()) {
            return;
        }
        HandoffHeader header = dice.pick(world.requests);
        if (unanswered.contains(header)) {
            return;
        }
        int kind = dice.below(4);
        HandoffHeader foreign = switch (kind) {
            case 0 -> header;
            case 1 ->
                HandoffHeader.newBuilder(header)
                        .setAttempt(header.getAttempt() + 7)
                        .setHandoffId("foreign")
                        .build();
            case 2 ->
                HandoffHeader.newBuilder(header)
                        .setLeadId("nobody")
                        .setHandoffId("foreign")
                        .build();
            default -> header;
        };
        Stage topic = kind == 3 ? other(header.getStage()) : header.getStage();
        world.answer(topic, foreign, outcome(dice, topic), dice.below(100), dice.below(100));
    }

    private static Stage other(Stage stage) {
        return stage == Stage.RESEARCH ? Stage.SCORING : Stage.RESEARCH;
    }

    // ---- people and time

    private void decide(Dice dice) {
        if (!decisions.isEmpty() && dice.oneIn(4)) {
            repeat(dice.pick(decisions));
            return;
        }
        List<DeadLetter> known = world.deadLetters.stream()
                .filter(letter -> letter.getLeadKey() != null)
                .toList();
        if (known.isEmpty()) {
            return;
        }
        // Mostly a recent one: an old one is answered with a refusal.
        DeadLetter letter = dice.oneIn(3) ? dice.pick(known) : known.get(Math.max(0, known.size() - 1 - dice.below(3)));
        List<DecisionKind> kinds = List.of(
                DecisionKind.RETRY,
                DecisionKind.RETRY,
                DecisionKind.RETRY,
                DecisionKind.DISCARD,
                DecisionKind.APPROVE,
                DecisionKind.PIN,
                DecisionKind.RAISE_BUDGET,
                DecisionKind.RETRY_EDITED,
                DecisionKind.RETRY_EDITED,
                DecisionKind.ACCEPT,
                DecisionKind.ACCEPT,
                DecisionKind.UNKNOWN);
        decide(letter, dice.pick(kinds), dice.oneIn(8) ? 1 : 0);
    }

    private void decide(DeadLetter letter, DecisionKind kind, int wrongBy) {
        TriageDecision decision = TriageDecision.newBuilder()
                .setDecisionId("decision-" + decisions.size())
                .setDeadLetterId(letter.getDeadLetterId())
                .setLeadKey(letter.getLeadKey())
                .setListId(letter.getListId())
                .setLeadId(letter.getLeadId())
                .setStage(letter.getStage())
                .setAttempt(letter.getAttempt() + wrongBy)
                .setKind(kind)
                .setReason("not worth it")
                .setRaiseTokens(kind == DecisionKind.RAISE_BUDGET ? Long.valueOf(Samples.CAP_TOKENS) : null)
                .setRaiseCostMicros(kind == DecisionKind.RAISE_BUDGET ? Long.valueOf(Samples.CAP_MICROS) : null)
                .setInput(kind == DecisionKind.RETRY_EDITED ? edited(letter) : null)
                .setCandidate(kind == DecisionKind.ACCEPT ? accepted(letter) : null)
                .setWaived(decisions.size() % 3 == 0 ? List.of() : List.of("research.name", "score.confidence"))
                .setDecidedBy("test")
                .setByPolicy(decisions.size() % 9 == 8)
                .setDecidedAt(world.now)
                .build();
        decisions.add(decision);
        world.lead(letter.getLeadKey(), new LeadInput.Decided(decision));
    }

    /** The request with a lead that every gate lets pass, though not always of the right identity. */
    private Object edited(DeadLetter letter) {
        String notes = decisions.size() % 5 == 0 ? "bad" : "edited";
        Lead lead = Samples.lead(decisions.size() % 7 == 0 ? "nobody" : letter.getLeadId(), notes);
        Object request = letter.getRequest();
        if (request instanceof ResearchRequest research) {
            return ResearchRequest.newBuilder(research).setLead(lead).build();
        }
        if (request instanceof ScoringRequest scoring) {
            return ScoringRequest.newBuilder(scoring)
                    .setLead(lead)
                    .setResearch(Samples.research("Edited", ResearchStatus.COMPLETE))
                    .build();
        }
        return request instanceof WriterRequest writer
                ? WriterRequest.newBuilder(writer).setLead(lead).build()
                : lead;
    }

    private Object accepted(DeadLetter letter) {
        Object candidate = letter.getCandidate();
        boolean own = candidate instanceof Research research && !"boom".equals(research.getCompanyName())
                || candidate instanceof Score
                || candidate instanceof Draft draft && !"boom".equals(draft.getSubject());
        return own ? candidate : letter.getStage() == Stage.LISTS ? null : good(letter.getStage());
    }

    private void repeat(TriageDecision decision) {
        LeadState before = world.lead(decision.getLeadKey()).state();
        world.lead(decision.getLeadKey(), new LeadInput.Decided(decision));
        assertThat(world.lead(decision.getLeadKey()).state()).isEqualTo(before);
        assertThat(world.outcomes.stream()
                        .filter(outcome -> decision.getDecisionId().equals(outcome.getDecisionId()))
                        .distinct())
                .hasSize(1);
    }

    private void passTime(Dice dice) {
        Duration passed = List.of(
                        Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofHours(4), Duration.ofHours(7))
                .get(dice.below(4));
        world.tick(passed, dice.below(4));
        if (!dice.oneIn(4)) {
            fireTimers(dice.oneIn(3), !dice.oneIn(4));
        }
    }

    /** Fires what is due, and with {@code early} also what is not: an early timer must change nothing. */
    private void fireTimers(boolean early, boolean healthy) {
        for (Map.Entry<String, Instant> timer : new TreeMap<>(world.timers).entrySet()) {
            boolean due = !timer.getValue().isAfter(world.now);
            if (due) {
                world.timers.remove(timer.getKey());
            }
            if (due || early) {
                LeadState before = world.lead(timer.getKey()).state();
                world.lead(timer.getKey(), new LeadInput.TimerDue(stage -> new StageHealth(healthy, world.now)));
                if (!due) {
                    assertThat(world.lead(timer.getKey()).state()).isEqualTo(before);
                }
            }
        }
    }

    // ---- the end

    /** Delivers everything, answers everything, discards what is parked; all within a bounded number of rounds. */
    private void drain() {
        world.lists.keySet().forEach(listId -> command(listId, ListCommandKind.SET_BUDGET, null));
        for (int round = 0; round < 60; round++) {
            world.tick(Duration.ofSeconds(1), 4);
            Dice zeros = new Dice(List.of());
            while (!world.intake.isEmpty()) {
                deliverIntake(zeros);
            }
            while (!world.admitted.isEmpty()) {
                deliverAdmitted(zeros);
            }
            noteRequests();
            while (!unanswered.isEmpty()) {
                HandoffHeader header = unanswered.remove(0);
                world.answer(header.getStage(), header, good(header.getStage()), 1, 1);
                noteRequests();
            }
            while (!world.ended.isEmpty()) {
                deliverEnded(zeros);
            }
            if (round > 30) {
                discardParked();
            }
        }
    }

    private static Object good(Stage stage) {
        return switch (stage) {
            case RESEARCH -> Samples.research();
            case SCORING -> Samples.score(Tier.A, 1, null);
            default -> Samples.draft("Hello");
        };
    }

    private void discardParked() {
        for (DeadLetter letter : List.copyOf(world.deadLetters)) {
            LeadState state = letter.getLeadKey() == null
                    ? null
                    : world.lead(letter.getLeadKey()).state();
            if (state != null
                    && state.getStatus() == LeadStatus.PARKED
                    && letter.getDeadLetterId().equals(state.getDeadLetterId())) {
                decide(letter, DecisionKind.DISCARD, 0);
            }
        }
    }

    /** Shows that the interesting paths were really walked. */
    private void record() {
        long late = world.outcomes.stream()
                .filter(outcome -> outcome.getDecisionId() == null)
                .count();
        Statistics.label("superseded dead letters").collect(late > 0);
        Statistics.label("timeouts")
                .collect(world.deadLetters.stream()
                        .anyMatch(letter -> letter.getFailureClass() == FailureClass.STAGE_TIMEOUT));
        Statistics.label("delivered")
                .collect(
                        world.results.values().stream().anyMatch(result -> result.getStatus() == LeadStatus.DELIVERED));
        Statistics.label("cancelled")
                .collect(world.results.values().stream().anyMatch(result -> "CANCELLED".equals(result.getReason())));
        Statistics.label("edited retries").collect(applied(DecisionKind.RETRY_EDITED));
        Statistics.label("acceptances").collect(applied(DecisionKind.ACCEPT));
        Statistics.label("second attempts")
                .collect(world.requests.stream().anyMatch(request -> request.getAttempt() > 1));
    }

    private boolean applied(DecisionKind kind) {
        return decisions.stream()
                .filter(decision -> decision.getKind() == kind)
                .anyMatch(decision -> world.outcomes.stream()
                        .anyMatch(outcome -> decision.getDecisionId().equals(outcome.getDecisionId())
                                && outcome.getOutcome() == OutcomeKind.APPLIED));
    }
}
