package dev.leadrelay.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leadrelay.cli.access.Cluster;
import dev.leadrelay.cli.access.RunFile;
import dev.leadrelay.cli.results.ListOutcome;
import dev.leadrelay.system.support.CommandProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A result that is lost behind the orchestrator's back is noticed: somebody deletes it from the topic. */
class LedgerAuditTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    @Test
    void aDemoThatLosesAResultExitsWithOne() throws Exception {
        Path data = folder.resolve("data");
        try (CommandProcess demo = CommandProcess.start(
                folder,
                CommandProcess.FREE_PORTS,
                Map.of(),
                "demo",
                "--exit",
                "--latency",
                "400",
                "--data",
                data.toString(),
                "--out",
                folder.resolve("out").toString())) {
            Awaitility.await("the demo runs")
                    .atMost(PATIENCE)
                    .until(() -> demo.alive() && RunFile.find(data).isPresent());
            try (Cluster cluster = Cluster.connect(data)) {
                // Leads that nobody may contact end at the gate, long before the others.
                ListOutcome first = Awaitility.await("the first results")
                        .atMost(PATIENCE)
                        .until(
                                () -> ListOutcome.readResults(cluster, null),
                                outcome -> !outcome.results().isEmpty());
                delete(cluster, first.results().keySet().iterator().next());
            }
            int exitCode = demo.await(PATIENCE);
            JsonNode ledger = new ObjectMapper()
                    .readTree(folder.resolve("out").resolve("ledger.json").toFile());

            assertThat(exitCode).as(demo.out() + demo.err()).isEqualTo(1);
            assertThat(demo.out()).contains("DOES NOT BALANCE");
            assertThat(ledger.get("balanced").asBoolean()).isFalse();
            assertThat(ledger.get("active").asInt() + ledger.get("queued").asInt())
                    .as("only the lost result is wrong")
                    .isZero();
            assertThat(demo.leftBehind()).isEmpty();
        }
    }

    private static void delete(Cluster cluster, String leadKey) throws Exception {
        try (Producer<byte[], byte[]> producer = cluster.kafka().producer(Map.of())) {
            producer.send(new ProducerRecord<>(
                            cluster.topics().leadResults().name(), leadKey.getBytes(StandardCharsets.UTF_8), null))
                    .get();
        }
    }
}
