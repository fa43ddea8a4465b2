package dev.leadrelay.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.cli.laptop.GeneratedLeads;
import dev.leadrelay.cli.results.Ledger;
import dev.leadrelay.schemas.records.LeadResult;
import dev.leadrelay.schemas.records.LeadResultFlat;
import dev.leadrelay.schemas.records.ListProgress;
import dev.leadrelay.simulator.ModelSimulator;
import dev.leadrelay.simulator.SimulatorSettings;
import dev.leadrelay.system.support.ChildService;
import dev.leadrelay.system.support.Counting;
import dev.leadrelay.system.support.Installation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * The orchestrator is killed with -9 five times while the agents have calls in flight, at moments that a seed chooses,
 * and started again over its old state. The agents go on meanwhile, so not one call may be repeated.
 */
class OrchestratorKillTest {
    private static final int KILLS = 5;
    private static final int LEADS = 60;
    private static final long IN_FLIGHT = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void everyLeadHasOneResultAndNoCallIsRepeated() throws Exception {
        SimulatorSettings slow =
                SimulatorSettings.defaults().withFallibility(0).withLatency(Duration.ofMillis(400), 0.3);
        Map<String, String> settings = Map.of("leadrelay.instance.name", "only");
        try (Installation installation = Installation.create("kill-orchestrator", slow, settings)) {
            // Further votes repeat a prompt on purpose.
            installation.askForOneVote();
            installation.start("dead-letter-handler", "research-agent", "scoring-agent", "writer-agent");
            ChildService orchestrator = spawn(installation);
            ModelSimulator model = installation.simulator();
            Random seeded = new Random(5);
            List<Long> inFlight = new ArrayList<>();
            for (int kill = 0; kill < KILLS; kill++) {
                // A fresh list for each kill, so that calls are in flight however fast the agents emptied the last.
                installation.submit("list" + kill, GeneratedLeads.of(kill, LEADS));
                awaitMoment(model, 1 + seeded.nextInt(LEADS));
                inFlight.add(model.stats().inFlight());
                orchestrator.kill();
                orchestrator = spawn(installation);
            }
            List<ListProgress> settled = new ArrayList<>();
            for (int list = 0; list < KILLS; list++) {
                settled.add(installation.awaitSettled("list" + list, PATIENCE));
            }
            System.out.printf(
                    "OrchestratorKillTest: kills %d, calls in flight at each %s, repeats %d of %d calls%n",
                    KILLS, inFlight, model.stats().repeats(), model.stats().calls());
            assertThat(inFlight).allMatch(calls -> calls >= IN_FLIGHT);
            assertThat(model.stats().repeats()).isZero();
            settled.forEach(progress -> assertBalanced(installation, progress));
            assertThat(Counting.perKey(installation, installation.topics().leadResults(), LeadResult.class))
                    .hasSize(KILLS * LEADS)
                    .allSatisfy((key, records) -> assertThat(records).isEqualTo(1));
            assertThat(Counting.perKey(installation, installation.topics().leadResultsFlat(), LeadResultFlat.class))
                    .hasSize(KILLS * LEADS)
                    .allSatisfy((key, records) -> assertThat(records).isEqualTo(1));
        }
    }

    private static void assertBalanced(Installation installation, ListProgress progress) {
        Ledger ledger = installation.ledger(progress.getListId(), progress);
        System.out.println("OrchestratorKillTest " + ledger);
        assertThat(ledger.balanced()).isTrue();
        assertThat(ledger.settled()).isTrue();
        assertThat(ledger.accepted()).isEqualTo(LEADS);
        assertThat(ledger.parked()).isZero();
    }

    private static void awaitMoment(ModelSimulator model, int furtherAnswers) {
        Awaitility.await("calls in flight")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> model.stats().inFlight() >= IN_FLIGHT);
        long answered = answered(model);
        Awaitility.await("a few answers more, others in flight")
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> answered(model) >= answered + furtherAnswers
                        && model.stats().inFlight() >= IN_FLIGHT);
    }

    private static ChildService spawn(Installation installation) {
        ChildService child = installation.spawn("orchestrator", Map.of());
        Awaitility.await("the orchestrator runs").atMost(PATIENCE).until(() -> {
            assertThat(child.alive()).as(child.output()).isTrue();
            return child.running();
        });
        return child;
    }

    private static long answered(ModelSimulator model) {
        return model.stats().served().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}
