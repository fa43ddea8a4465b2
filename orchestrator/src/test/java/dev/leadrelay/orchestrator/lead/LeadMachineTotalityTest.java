package dev.leadrelay.orchestrator.lead;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.orchestrator.protocol.HeldLead;
import dev.leadrelay.orchestrator.protocol.Samples;
import dev.leadrelay.orchestrator.protocol.TestGates;
import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.records.AdmissionKind;
import dev.leadrelay.schemas.records.DecisionKind;
import dev.leadrelay.schemas.records.Draft;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.HandoffHeader;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.LeadAdmitted;
import dev.leadrelay.schemas.records.LeadState;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.schemas.records.ResearchRequest;
import dev.leadrelay.schemas.records.ResearchStatus;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.Tier;
import dev.leadrelay.schemas.records.TriageDecision;
import dev.leadrelay.schemas.records.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/** The lead machine alone, fed with whatever its records can hold, in any order. */
class LeadMachineTotalityTest {
    private static final String KEY = "list/lead";

    private final LeadMachine machine = new LeadMachine(new TestGates(), LeadLimits.defaults());

    @Property(tries = 1_000)
    void everyInputIsTakenAndATerminalStateAbsorbs(@ForAll("inputs") List<LeadInput> inputs) {
        HeldLead memory = new HeldLead();
        Instant now = Samples.START;
        int results = 0;
        for (LeadInput input : inputs) {
            now = now.plus(Duration.ofHours(input instanceof LeadInput.TimerDue ? 400 : 1));
            LeadState before = memory.state();
            LeadTransition transition = machine.on(KEY, memory, input, now);
            assertThat(transition.effects()).doesNotContain(new LeadEffect.Counted("machine.failed", Stage.UNKNOWN));
            memory.apply(transition);
            results += (int) transition.effects().stream()
                    .filter(LeadEffect.Result.class::isInstance)
                    .count();
            if (before != null && LeadPipeline.terminal(before.getStatus()) && memory.state() != null) {
                assertThat(memory.state().getStatus()).isEqualTo(before.getStatus());
            }
            if (memory.state() == null) {
                // Forgotten after its time: the next one of this name is another lead.
                results = 0;
            } else {
                assertThat(results)
                        .isEqualTo(LeadPipeline.terminal(memory.state().getStatus()) ? 1 : 0);
                assertThat(memory.state().getUsage().getCostMicros()).isNotNegative();
            }
        }
    }

    @Provide
    Arbitrary<List<LeadInput>> inputs() {
        return Arbitraries.frequencyOf(
                        Tuple.of(3, admissions()),
                        Tuple.of(6, answers()),
                        Tuple.of(3, decisions()),
                        Tuple.of(1, timers()))
                .list()
                .ofMaxSize(40)
                .withSizeDistribution(RandomDistribution.uniform());
    }

    private static Arbitrary<LeadInput> admissions() {
        Arbitrary<Long> caps = Arbitraries.of(Samples.CAP_TOKENS, 0L, -5L, Long.MAX_VALUE);
        return Combinators.combine(
                        Arbitraries.of(AdmissionKind.class),
                        Arbitraries.of(true, true, true, false),
                        caps,
                        caps,
                        Arbitraries.of("lead", "lead", "lead", "other"))
                .as((kind, whole, tokens, micros, leadId) -> new LeadInput.Admitted(LeadAdmitted.newBuilder()
                        .setListId("list")
                        .setLeadId(leadId)
                        .setKind(kind)
                        .setLead(whole ? Samples.lead("lead", "fine") : null)
                        .setSettings(whole ? Samples.settings() : null)
                        .setCapTokens(tokens)
                        .setCapCostMicros(micros)
                        .setSource("leads.csv")
                        .setAt(Samples.START)
                        .build()));
    }

    private static Arbitrary<LeadInput> answers() {
        Arbitrary<Object> outcomes = Arbitraries.of(
                Samples.research(),
                Samples.research(TestGates.BAD, ResearchStatus.COMPLETE),
                Samples.research(TestGates.BOOM, ResearchStatus.PARTIAL),
                Samples.score(Tier.A, 1, null),
                Samples.score(Tier.D, 1, null),
                Samples.score(Tier.UNKNOWN, Double.NaN, ""),
                Samples.draft("Hello"),
                Samples.draft(TestGates.BOOM),
                Samples.failed(FailureClass.UNKNOWN),
                Samples.failed(FailureClass.STAGE_TIMEOUT),
                "nonsense");
        Arbitrary<Long> amounts = Arbitraries.of(0L, 1L, 10L, -7L, Long.MAX_VALUE, Long.MIN_VALUE);
        return Combinators.combine(
                        Arbitraries.of(Stage.class),
                        Arbitraries.of(true, true, true, true, false),
                        Arbitraries.of(1, 1, 1, 2, 3, 0, -1, Integer.MAX_VALUE),
                        outcomes,
                        amounts,
                        amounts,
                        Arbitraries.of("lead", "lead", "lead", "lead", "other"))
                .as((stage, matching, attempt, outcome, tokens, micros, leadId) -> {
                    HandoffHeader header = HandoffHeader.newBuilder()
                            .setHandoffId("any")
                            .setListId("list")
                            .setLeadId(leadId)
                            .setStage(matching ? stage : Stage.WRITER)
                            .setAttempt(attempt)
                            .setIssuedAt(Samples.START)
                            .setBudgetTokens(1)
                            .setBudgetCostMicros(1)
                            .setHop(1)
                            .setLineage("")
                            .build();
                    Usage usage = new Usage(Integer.MAX_VALUE, tokens, tokens, micros);
                    return new LeadInput.Answered(
                            Samples.answer(stage, header, outcome, usage), () -> Samples.original("results", 0));
                });
    }

    private static Arbitrary<LeadInput> decisions() {
        return Combinators.combine(
                        Arbitraries.of(DecisionKind.class),
                        Arbitraries.of(Stage.class),
                        Arbitraries.of(0, 1, 2),
                        Arbitraries.of("reason", "", null),
                        Arbitraries.of(KEY, KEY, KEY, null),
                        Arbitraries.integers().between(0, 20),
                        records())
                .as((kind, stage, attempt, reason, leadKey, number, record) ->
                        new LeadInput.Decided(TriageDecision.newBuilder()
                                .setDecisionId("decision-" + number)
                                .setDeadLetterId(Identifiers.deadLetterId(KEY, stage, attempt))
                                .setLeadKey(leadKey)
                                .setStage(stage)
                                .setAttempt(attempt)
                                .setKind(kind)
                                .setReason(reason)
                                .setInput(record instanceof Lead || record instanceof ResearchRequest ? record : null)
                                .setCandidate(record instanceof Research || record instanceof Draft ? record : null)
                                .setWaived(number % 2 == 0 ? List.of("draft.spam", "research.name", "") : List.of())
                                .setDecidedBy("anybody")
                                .setByPolicy(number == 0)
                                .setDecidedAt(Samples.START)
                                .build()));
    }

    /** What decisions may carry, mostly for another stage than the lead's. */
    private static Arbitrary<Object> records() {
        HandoffHeader header = HandoffHeader.newBuilder()
                .setHandoffId("any")
                .setListId("list")
                .setLeadId("lead")
                .setStage(Stage.RESEARCH)
                .setAttempt(1)
                .setIssuedAt(Samples.START)
                .setBudgetTokens(1)
                .setBudgetCostMicros(1)
                .setHop(1)
                .setLineage("")
                .build();
        return Arbitraries.of(
                Samples.lead("lead", "edited"),
                Samples.lead("other", "edited"),
                new ResearchRequest(header, Samples.lead("lead", "edited"), Samples.settings()),
                new ResearchRequest(header, Samples.lead("lead", TestGates.BAD), Samples.settings()),
                Samples.research(),
                Samples.research(TestGates.BAD, ResearchStatus.COMPLETE),
                Samples.research("Company", ResearchStatus.NO_EVIDENCE),
                Samples.research("Company", ResearchStatus.UNKNOWN),
                Samples.draft("Hello"),
                Samples.draft(TestGates.SPAM));
    }

    private static Arbitrary<LeadInput> timers() {
        return Combinators.combine(
                        Arbitraries.of(true, false), Arbitraries.of(null, Samples.START, Instant.MAX, Instant.MIN))
                .as((healthy, latest) -> new LeadInput.TimerDue(stage -> new StageHealth(healthy, latest)));
    }
}
