package dev.leadrelay.orchestrator.list;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.orchestrator.protocol.HeldList;
import dev.leadrelay.orchestrator.protocol.Samples;
import dev.leadrelay.schemas.records.EndedKind;
import dev.leadrelay.schemas.records.LeadAdmitted;
import dev.leadrelay.schemas.records.LeadEnded;
import dev.leadrelay.schemas.records.LeadStatus;
import dev.leadrelay.schemas.records.ListSettings;
import dev.leadrelay.schemas.records.ListState;
import dev.leadrelay.schemas.records.NoEvidence;
import dev.leadrelay.validation.Verdicts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A list with a thousand leads in flight, each of which spends whatever it likes of its own cap. */
class ListBudgetPropertyTest {
    private static final int LEADS = 1_500;
    private static final int IN_FLIGHT = 1_000;
    private static final List<LeadStatus> ENDS =
            List.of(LeadStatus.DELIVERED, LeadStatus.DISQUALIFIED, LeadStatus.PARKED);

    @Property(tries = 25)
    void aListNeverSpendsMoreThanItsBudget(@ForAll long seed, @ForAll @IntRange(min = 0, max = LEADS) int affordable) {
        Run run = new Run(seed, affordable * Samples.CAP_MICROS);
        run.submit();
        run.toTheEnd();

        assertThat(run.mostInFlight).isEqualTo(Math.min(affordable, IN_FLIGHT));
        assertThat(run.trulySpent()).isLessThanOrEqualTo(run.budget);
    }

    /** One list from its submission until nothing moves any more. */
    private static final class Run {
        final long budget;
        private final Random random;
        private final HeldList memory = new HeldList();
        private final ListMachine machine = new ListMachine(
                (lead, settings) -> Verdicts.of("lead/test", List.of()),
                new ListLimits(50, IN_FLIGHT, 500, Duration.ofSeconds(1), Duration.ofDays(14)));
        private final List<String> inFlight = new ArrayList<>();
        private final Map<String, Integer> reports = new HashMap<>();
        private final Map<String, Long> spent = new HashMap<>();
        private Instant now = Samples.START;
        int mostInFlight;

        Run(long seed, long budget) {
            this.random = new Random(seed);
            this.budget = budget;
        }

        void submit() {
            ListSettings settings = Samples.settings(budget, false, NoEvidence.DISQUALIFY);
            apply(new ListInput.PartArrived(Samples.part("list", 0, true, "hash", LEADS, settings, 0)));
            tick();
            for (int i = 0; i < LEADS; i++) {
                apply(new ListInput.LeadArrived(
                        Samples.partLead("list", 0, "hash", i, Samples.lead("lead-" + i, null))));
            }
        }

        void toTheEnd() {
            for (int before = -1; before != reports.size() || !inFlight.isEmpty(); ) {
                before = reports.size();
                tick();
                int end = inFlight.isEmpty() ? 0 : 1 + random.nextInt(inFlight.size());
                for (int i = 0; i < end; i++) {
                    settle(inFlight.remove(random.nextInt(inFlight.size())));
                }
            }
        }

        long trulySpent() {
            return spent.values().stream().mapToLong(Long::longValue).sum();
        }

        /** Ends a lead; some answers come late and correct the cost. */
        private void settle(String leadId) {
            LeadStatus status = ENDS.get(random.nextInt(ENDS.size()));
            report(leadId, EndedKind.SETTLED, status);
            if (random.nextInt(10) == 0) {
                report(leadId, EndedKind.COST_CORRECTED, status);
            }
        }

        private void report(String leadId, EndedKind kind, LeadStatus status) {
            long micros = kind == EndedKind.COST_CORRECTED
                    ? random.nextLong(spent.get(leadId) + 1)
                    : random.nextLong(Samples.CAP_MICROS + 1);
            spent.put(leadId, micros);
            apply(new ListInput.Reported(LeadEnded.newBuilder()
                    .setListId("list")
                    .setLeadId(leadId)
                    .setKind(kind)
                    .setTransition(reports.merge(leadId, 1, Integer::sum) + 1)
                    .setStatus(status)
                    .setModelCalls(1)
                    .setTokens(10)
                    .setCostMicros(micros)
                    .setAt(now)
                    .build()));
        }

        private void tick() {
            now = now.plusSeconds(1);
            apply(new ListInput.Tick(IN_FLIGHT));
        }

        private void apply(ListInput input) {
            ListTransition transition = machine.on("list", memory, input, now);
            memory.apply(transition);
            for (ListEffect effect : transition.effects()) {
                if (effect instanceof ListEffect.Admit admit) {
                    LeadAdmitted admission = admit.admission();
                    inFlight.add(admission.getLeadId());
                }
            }
            mostInFlight = Math.max(mostInFlight, inFlight.size());
            ListState state = memory.state();
            if (state != null) {
                assertThat(state.getSpentMicros() + state.getReservedMicros()).isLessThanOrEqualTo(budget);
            }
        }
    }
}
