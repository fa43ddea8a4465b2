package dev.leadrelay.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.cli.laptop.GeneratedLeads;
import dev.leadrelay.cli.laptop.Services;
import dev.leadrelay.cli.results.Ledger;
import dev.leadrelay.schemas.Stages;
import dev.leadrelay.schemas.records.AgentRun;
import dev.leadrelay.schemas.records.LeadResult;
import dev.leadrelay.schemas.records.ListProgress;
import dev.leadrelay.schemas.records.Stage;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each agent is killed with -9 five times with calls in flight, at moments that a seed chooses, and started again. The
 * killed agent asks a simulator of its own, so every call counted there is one of its calls.
 */
class AgentKillTest {
    private static final int KILLS = 5;
    private static final int LEADS = 80;
    private static final int CAPACITY = 32;
    private static final long IN_FLIGHT = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @ParameterizedTest
    @EnumSource(names = {"RESEARCH", "SCORING", "WRITER"})
    void everyLeadHasOneResultAndOnlyCallsInFlightAreRepeated(Stage stage) throws Exception {
        String name = Stages.nameOf(stage) + "-agent";
        SimulatorSettings slow =
                SimulatorSettings.defaults().withFallibility(0).withLatency(Duration.ofMillis(400), 0.3);
        try (ModelSimulator model = ModelSimulator.start(slow);
                Installation installation = Installation.create("kill-" + Stages.nameOf(stage))) {
            Map<String, String> own = Map.of(
                    "leadrelay.instance.name",
                    name + "-0",
                    "leadrelay.model.url",
                    "http://127.0.0.1:" + model.port() + "/v1",
                    // One call per attempt, as with one vote below.
                    "leadrelay.research.plan",
                    "DIRECT",
                    "leadrelay.agent.in-flight",
                    Integer.toString(CAPACITY));
            String[] others = Services.factories().keySet().stream()
                    .filter(other -> !other.equals(name))
                    .toArray(String[]::new);
            // Every attempt is one call then, and calls repeated can be held against calls in flight. Before anybody
            // reads the profile: a score by another text than the orchestrator's is rejected.
            installation.askForOneVote();
            installation.start(others);
            ChildService agent = spawn(installation, name, own);
            Random seeded = new Random(stage.ordinal());
            List<Long> inFlight = new ArrayList<>();
            List<Long> uncommitted = new ArrayList<>();
            long lost = 0;
            for (int kill = 0; kill < KILLS; kill++) {
                // A fresh list for each kill, so that calls are in flight however much of the last one is done.
                installation.submit("list" + kill, GeneratedLeads.of(kill, LEADS));
                inFlight.add(awaitMoment(model, CAPACITY + 1 + seeded.nextInt(12)));
                agent.kill();
                Awaitility.await("the dead agent's calls end")
                        .until(() -> model.stats().inFlight() == 0);
                long all = model.stats().calls() - Counting.committedCalls(installation, stage);
                uncommitted.add(all - lost);
                lost = all;
                agent = spawn(installation, name, own);
            }
            List<ListProgress> settled = new ArrayList<>();
            for (int list = 0; list < KILLS; list++) {
                settled.add(installation.awaitSettled("list" + list, PATIENCE));
            }

            long repeats = model.stats().repeats();
            System.out.printf(
                    "AgentKillTest %s: kills %d, calls in flight at each %s, calls not yet committed %s, repeats %d%n",
                    name, KILLS, inFlight, uncommitted, repeats);
            assertThat(inFlight).allMatch(calls -> calls >= IN_FLIGHT);
            assertThat(repeats).isPositive().isLessThanOrEqualTo(lost);
            assertThat(model.stats().maxCallsPerPrompt()).isLessThanOrEqualTo(KILLS + 1);
            settled.forEach(progress -> assertBalanced(installation, progress));
            assertOneResultEach(installation);
        }
    }

    /**
     * Waits for further calls; those beyond the agent's capacity begin only as others end.
     *
     * @return how many calls were in flight in the very look that ended the waiting; a second look may see fewer
     */
    private static long awaitMoment(ModelSimulator model, int furtherCalls) {
        long before = model.stats().calls();
        return Awaitility.await("a few calls more, others in flight")
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(model::stats, stats -> stats.calls() >= before + furtherCalls && stats.inFlight() >= IN_FLIGHT)
                .inFlight();
    }

    private static void assertBalanced(Installation installation, ListProgress progress) {
        Ledger ledger = installation.ledger(progress.getListId(), progress);
        System.out.println("AgentKillTest " + ledger);
        assertThat(ledger.balanced()).isTrue();
        assertThat(ledger.settled()).isTrue();
        assertThat(ledger.accepted()).isEqualTo(LEADS);
        assertThat(ledger.parked()).isZero();
    }

    private static void assertOneResultEach(Installation installation) {
        assertThat(Counting.perKey(installation, installation.topics().leadResults(), LeadResult.class))
                .hasSize(KILLS * LEADS)
                .allSatisfy((key, records) -> assertThat(records).isEqualTo(1));
        // A stage's result and its run are committed together: no lead went through any stage twice.
        assertThat(Counting.perKey(installation, installation.topics().agentRuns(), AgentRun.class))
                .allSatisfy((key, records) -> assertThat(records).isLessThanOrEqualTo(3));
    }

    private static ChildService spawn(Installation installation, String name, Map<String, String> own) {
        ChildService child = installation.spawn(name, own);
        Awaitility.await(name + " runs").atMost(PATIENCE).until(() -> {
            assertThat(child.alive()).as(child.output()).isTrue();
            return child.running();
        });
        return child;
    }
}
