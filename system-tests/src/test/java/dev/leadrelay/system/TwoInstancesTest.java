package dev.leadrelay.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.cli.access.TopicScan;
import dev.leadrelay.cli.laptop.GeneratedLeads;
import dev.leadrelay.cli.results.Ledger;
import dev.leadrelay.schemas.records.LeadResult;
import dev.leadrelay.schemas.records.ListProgress;
import dev.leadrelay.schemas.records.ResearchResult;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.service.RunningService;
import dev.leadrelay.simulator.ModelSimulator;
import dev.leadrelay.simulator.SimulatorSettings;
import dev.leadrelay.system.support.Counting;
import dev.leadrelay.system.support.Installation;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A second research agent joins and leaves in good order under load. */
class TwoInstancesTest {
    private static final int LEADS = 400;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void aSecondInstanceJoinsAndLeavesWithoutLossOrDuplicate() throws Exception {
        SimulatorSettings slow =
                SimulatorSettings.defaults().withFallibility(0).withLatency(Duration.ofMillis(300), 0.3);
        try (ModelSimulator model = ModelSimulator.start(slow);
                Installation installation = Installation.create("two")) {
            String url = "http://127.0.0.1:" + model.port() + "/v1";
            Map<String, String> shared = Map.of(
                    "leadrelay.model.url", url, "leadrelay.research.plan", "DIRECT", "leadrelay.agent.in-flight", "24");
            installation.start("orchestrator", "dead-letter-handler", "scoring-agent", "writer-agent");
            installation.startAnother("research-agent", named(shared, "first"));
            installation.submit("list", GeneratedLeads.of(3, LEADS));

            awaitAnswers(model, 30);
            long atJoin = model.stats().inFlight();
            RunningService second = installation.startAnother("research-agent", named(shared, "second"));
            Awaitility.await("the second works")
                    .atMost(PATIENCE)
                    .until(() -> byInstance(installation).getOrDefault("second", 0) > 10);
            long atLeave = model.stats().inFlight();
            long open = LEADS - answered(model);
            second.close();
            ListProgress progress = installation.awaitSettled("list", PATIENCE);

            Map<String, Integer> by = byInstance(installation);
            long repeats = model.stats().repeats();
            System.out.printf(
                    "TwoInstancesTest: in flight at join %d, at leave %d (%d leads open), repeats %d, results by instance"
                            + " %s%n",
                    atJoin, atLeave, open, repeats, by);
            Ledger ledger = installation.ledger("list", progress);
            System.out.println("TwoInstancesTest " + ledger);
            assertThat(open).as("leads left for the first alone").isPositive();
            assertThat(by).containsOnlyKeys("first", "second");
            assertThat(repeats).isLessThanOrEqualTo(atJoin + atLeave);
            assertThat(ledger.balanced()).isTrue();
            assertThat(ledger.settled()).isTrue();
            assertThat(ledger.accepted()).isEqualTo(LEADS);
            assertThat(Counting.perKey(installation, installation.topics().leadResults(), LeadResult.class))
                    .hasSize(LEADS)
                    .allSatisfy((key, records) -> assertThat(records).isEqualTo(1));
            assertThat(by.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(LEADS);
        }
    }

    private static Map<String, String> named(Map<String, String> shared, String name) {
        Map<String, String> own = new TreeMap<>(shared);
        own.put("leadrelay.instance.name", name);
        return own;
    }

    private static void awaitAnswers(ModelSimulator model, long count) {
        Awaitility.await(count + " answers")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> answered(model) >= count);
    }

    private static Map<String, Integer> byInstance(Installation installation) {
        Map<String, Integer> counts = new TreeMap<>();
        new TopicScan(installation.cluster())
                .read(
                        installation.topics().results(Stage.RESEARCH),
                        ResearchResult.class,
                        key -> true,
                        (key, result) -> counts.merge(result.getProvenance().getInstance(), 1, Integer::sum));
        return counts;
    }

    private static long answered(ModelSimulator model) {
        return model.stats().served().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}
