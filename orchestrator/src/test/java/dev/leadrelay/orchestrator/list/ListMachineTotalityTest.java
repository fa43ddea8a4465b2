package dev.leadrelay.orchestrator.list;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.orchestrator.protocol.HeldList;
import dev.leadrelay.orchestrator.protocol.Samples;
import dev.leadrelay.orchestrator.protocol.TestGates;
import dev.leadrelay.schemas.records.EndedKind;
import dev.leadrelay.schemas.records.LeadEnded;
import dev.leadrelay.schemas.records.LeadStatus;
import dev.leadrelay.schemas.records.LeadStub;
import dev.leadrelay.schemas.records.ListCommand;
import dev.leadrelay.schemas.records.ListCommandKind;
import dev.leadrelay.schemas.records.ListSettings;
import dev.leadrelay.schemas.records.ListState;
import dev.leadrelay.schemas.records.NoEvidence;
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

/** The list machine alone, fed with whatever its records can hold, in any order: reports nobody could send included. */
class ListMachineTotalityTest {
    private static final List<String> LEADS = List.of("a", "b", "c", "d", "e", "f", "");
    private static final List<Long> AMOUNTS = List.of(0L, 1L, 700L, 5_000L, -3L, Long.MAX_VALUE, Long.MIN_VALUE);

    private final ListMachine machine =
            new ListMachine(new TestGates()::lead, new ListLimits(2, 4, 2, Duration.ofSeconds(1), Duration.ofDays(1)));

    @Property(tries = 1_000)
    void everyInputIsTakenAndTheBooksBalance(@ForAll("inputs") List<ListInput> inputs) {
        HeldList memory = new HeldList();
        Instant now = Samples.START;
        for (ListInput input : inputs) {
            now = now.plusMillis(400);
            ListTransition transition = machine.on("list", memory, input, now);
            assertThat(transition.effects()).doesNotContain(new ListEffect.Counted("list.failed"));
            memory.apply(transition);
            if (memory.state() != null) {
                balances(memory, memory.state());
            }
        }
    }

    private static void balances(HeldList memory, ListState state) {
        assertThat(Ledger.progress(ListState.newBuilder(state), Samples.START).getBalanced())
                .isTrue();
        assertThat(state.getAccepted()).isEqualTo(memory.allStubs().size());
        assertThat(state.getWindowUsed())
                .isEqualTo(
                        memory.allStubs().stream().filter(LeadStub::getInWindow).count());
        assertThat(state.getReservedMicros())
                .isNotNegative()
                .isEqualTo(memory.allStubs().stream()
                        .mapToLong(LeadStub::getReservedMicros)
                        .sum());
        assertThat(state.getSpentMicros())
                .isNotNegative()
                .isEqualTo(memory.allStubs().stream()
                        .mapToLong(LeadStub::getChargedMicros)
                        .sum());
        assertThat(state.getQueueLength()).isEqualTo(memory.queue(LeadQueue.NEW).size());
        assertThat(state.getResumeLength())
                .isEqualTo(memory.queue(LeadQueue.RESUMED).size());
    }

    @Provide
    Arbitrary<List<ListInput>> inputs() {
        return Arbitraries.frequencyOf(
                        Tuple.of(2, parts()),
                        Tuple.of(6, leads()),
                        Tuple.of(8, reports()),
                        Tuple.of(1, commands()),
                        Tuple.of(
                                2,
                                Arbitraries.of(0L, 1L, 3L, -1L, Long.MAX_VALUE).map(ListInput.Tick::new)))
                .list()
                .ofMaxSize(80)
                .withSizeDistribution(RandomDistribution.uniform());
    }

    private static Arbitrary<ListInput> parts() {
        Arbitrary<ListSettings> settings = Arbitraries.of(null, 2_000L, -1L, Long.MAX_VALUE)
                .map(budget -> Samples.settings(budget, false, NoEvidence.PARK));
        return Combinators.combine(
                        Arbitraries.of(0, 0, 0, 1, 2, -1, Integer.MAX_VALUE),
                        Arbitraries.of(true, false, false),
                        Arbitraries.of("h", "h", "h", "other"),
                        settings,
                        Arbitraries.of("list", "list", "list", "", "a/b"))
                .as((part, last, hash, chosen, listId) ->
                        new ListInput.PartArrived(Samples.part(listId, part, last, hash, 3, chosen, part)));
    }

    private static Arbitrary<ListInput> leads() {
        return Combinators.combine(
                        Arbitraries.of(0, 0, 0, 1, 7),
                        Arbitraries.of("h", "h", "h", "other"),
                        Arbitraries.of(LEADS),
                        Arbitraries.of("fine", "fine", "fine", TestGates.BAD, TestGates.BOOM))
                .as((part, hash, leadId, notes) -> new ListInput.LeadArrived(
                        Samples.partLead("list", part, hash, 0, Samples.lead(leadId, notes))));
    }

    private static Arbitrary<ListInput> reports() {
        return Combinators.combine(
                        Arbitraries.of(LEADS),
                        Arbitraries.of(
                                EndedKind.SETTLED,
                                EndedKind.SETTLED,
                                EndedKind.SETTLED,
                                EndedKind.RESUME_ASKED,
                                EndedKind.COST_CORRECTED,
                                EndedKind.UNKNOWN),
                        Arbitraries.integers().between(-1, 30),
                        Arbitraries.of(LeadStatus.PARKED, LeadStatus.PARKED, LeadStatus.DELIVERED, LeadStatus.WRITING),
                        Arbitraries.of(AMOUNTS),
                        Arbitraries.of(AMOUNTS))
                .as((leadId, kind, transition, status, tokens, micros) -> new ListInput.Reported(LeadEnded.newBuilder()
                        .setListId("list")
                        .setLeadId(leadId)
                        .setKind(kind)
                        .setTransition(transition)
                        .setStatus(status)
                        .setModelCalls((int) (long) tokens)
                        .setTokens(tokens)
                        .setCostMicros(micros)
                        .setRaiseTokens(tokens)
                        .setRaiseCostMicros(micros)
                        .setAt(Samples.START)
                        .build()));
    }

    private static Arbitrary<ListInput> commands() {
        return Combinators.combine(
                        Arbitraries.of(
                                ListCommandKind.SET_BUDGET,
                                ListCommandKind.SET_BUDGET,
                                ListCommandKind.SET_BUDGET,
                                ListCommandKind.CANCEL,
                                ListCommandKind.UNKNOWN),
                        Arbitraries.of(null, 0L, 1_000L, -5L, Long.MAX_VALUE))
                .as((kind, budget) ->
                        new ListInput.Commanded(new ListCommand("list", kind, budget, "anybody", Samples.START)));
    }
}
