package dev.leadrelay.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.cli.access.Cluster;
import dev.leadrelay.cli.access.ListWatch;
import dev.leadrelay.cli.access.RunFile;
import dev.leadrelay.cli.access.TopicScan;
import dev.leadrelay.cli.results.Ledger;
import dev.leadrelay.cli.results.ListOutcome;
import dev.leadrelay.schemas.records.LeadResult;
import dev.leadrelay.schemas.records.ListProgress;
import dev.leadrelay.system.support.CommandProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C while a list is being worked on. */
class InterruptTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int EXIT_INTERRUPTED = 130;
    private static final char CTRL_C = 3;

    @TempDir
    Path folder;

    @Test
    void theNextStartFinishesTheList() throws Exception {
        Path data = folder.resolve("data");
        ListProgress atInterrupt;
        String listId;
        try (CommandProcess demo = demo(data)) {
            listId = await(() -> listIdIn(demo.out()), Optional::isPresent).orElseThrow();
            try (Cluster cluster = Cluster.connect(data);
                    ListWatch watch = new ListWatch(cluster, listId)) {
                atInterrupt = await(watch, p -> p.getModelCalls() > 0 && p.getActive() > 0);
            }
            await(demo::out, out -> out.contains(atInterrupt.getDelivered() + " delivered"));
            demo.type(CTRL_C);
            requireOrderlyEnd(demo, data);
            assertThat(demo.out()).contains("stopping");
        }
        assertThat(atInterrupt.getSettled()).isFalse();

        try (CommandProcess up = up(data)) {
            try (Cluster cluster = Cluster.connect(data);
                    ListWatch watch = new ListWatch(cluster, listId)) {
                ListProgress progress = await(watch, ListProgress::getSettled);
                Ledger ledger = Ledger.of(progress, ListOutcome.read(cluster, listId), 0);
                Map<String, Integer> resultsPerLead = new HashMap<>();
                new TopicScan(cluster)
                        .read(
                                cluster.topics().leadResults(),
                                LeadResult.class,
                                key -> key.startsWith(listId),
                                (key, result) -> resultsPerLead.merge(key, 1, Integer::sum));

                System.out.println("interrupted at " + atInterrupt.getModelCalls() + " calls charged and "
                        + atInterrupt.getActive() + " active of " + atInterrupt.getAccepted() + "; ended with "
                        + ledger.delivered() + " delivered");
                assertThat(ledger.balanced()).isTrue();
                assertThat(ledger.delivered()).isGreaterThanOrEqualTo(40);
                assertThat(resultsPerLead).hasSize((int) (ledger.accepted() - ledger.parked()));
                assertThat(resultsPerLead.values()).containsOnly(1);
            }
            up.interrupt();
            requireOrderlyEnd(up, data);
        }
    }

    private CommandProcess demo(Path data) {
        return CommandProcess.startInTerminal(
                folder, CommandProcess.FREE_PORTS, "demo", "--latency", "500", "--data", data.toString());
    }

    private static Optional<String> listIdIn(String printed) {
        return Pattern.compile("list (demo-[-0-9a-f]+)")
                .matcher(printed)
                .results()
                .map(match -> match.group(1))
                .findFirst();
    }

    private CommandProcess up(Path data) {
        CommandProcess up = CommandProcess.start(
                folder, CommandProcess.FREE_PORTS, Map.of(), "up", "--latency", "500", "--data", data.toString());
        Awaitility.await("everything runs")
                .atMost(PATIENCE)
                .until(() -> up.alive() && RunFile.find(data).isPresent());
        return up;
    }

    private static <T> T await(Supplier<T> value, Predicate<T> condition) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(value::get, condition);
    }

    private static ListProgress await(ListWatch watch, Predicate<ListProgress> condition) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(1))
                .until(
                        () -> watch.poll(Duration.ofMillis(50)),
                        p -> p.filter(condition).isPresent())
                .orElseThrow();
    }

    private static void requireOrderlyEnd(CommandProcess up, Path data) throws Exception {
        int exitCode = up.await(PATIENCE);

        assertThat(exitCode).as(up.out() + up.err()).isEqualTo(EXIT_INTERRUPTED);
        assertThat(up.children()).isPositive();
        assertThat(up.leftBehind()).isEmpty();
        assertThat(up.err()).doesNotContain("\tat ");
        assertThat(Optional.of(data.resolve("run.json")).filter(Files::exists)).isEmpty();
        assertThat(Files.readString(data.resolve("logs").resolve("leadrelay.log")))
                .doesNotContain("did not stop in good order");
    }
}
