package dev.leadrelay.agent.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker's process is killed hard again and again: nothing lost, nothing twice, nothing redone but what was in flight. */
class WorkerKillTest {
    private static final int RECORDS = 3_000;
    private static final int KILLS = 5;
    private static final long SEED = 42;

    @TempDir
    Path directory;

    @Test
    void eachInputHasOneOutputAndOnlyWorkInFlightIsRepeated() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
            broker.create(6, "in", "out");
            TestClients.produce(broker.bootstrap(), "in", RECORDS, i -> "v" + i);
            SplittableRandom random = new SplittableRandom(SEED);
            List<List<String>> lives = new ArrayList<>();
            for (int life = 0; life < KILLS; life++) {
                lives.add(runAndKill(broker, life, random.nextInt(CAPACITY_PASSED, RECORDS / KILLS)));
            }
            lives.add(runToTheEnd(broker));
            check(
                    lives,
                    TestClients.readCommitted(broker.bootstrap(), "out").stream()
                            .map(record -> TestClients.text(record.value()))
                            .toList());
        }
    }

    /** Enough starts that some works were finished and others are in flight. */
    private static final int CAPACITY_PASSED = WorkerProcess.CAPACITY + 50;

    private List<String> runAndKill(EmbeddedBroker broker, int life, int starts) throws Exception {
        Path started = directory.resolve("started-" + life);
        Process process = launch(broker, started, life);
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> lines(started).size() >= starts);
        } finally {
            process.destroyForcibly().waitFor();
        }
        return lines(started);
    }

    private List<String> runToTheEnd(EmbeddedBroker broker) throws Exception {
        Path started = directory.resolve("started-last");
        Process process = launch(broker, started, KILLS);
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(40))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() ->
                            TestClients.readCommitted(broker.bootstrap(), "out").size() >= RECORDS);
        } finally {
            process.destroyForcibly().waitFor();
        }
        return lines(started);
    }

    private static void check(List<List<String>> lives, List<String> outputs) {
        Map<String, Integer> committedIn = new HashMap<>();
        for (String output : outputs) {
            String[] parts = output.split(" ");
            assertThat(committedIn.put(parts[0], Integer.valueOf(parts[1])))
                    .as(output)
                    .isNull();
        }
        assertThat(committedIn).hasSize(RECORDS);
        int runs = 0;
        int inFlight = 0;
        for (int life = 0; life < lives.size(); life++) {
            int now = life;
            List<String> started = lives.get(life);
            assertThat(started).doesNotHaveDuplicates();
            assertThat(started)
                    .as("life %d", life)
                    .allSatisfy(value -> assertThat(committedIn.get(value)).isGreaterThanOrEqualTo(now));
            long cut = started.stream()
                    .filter(value -> committedIn.get(value) > now)
                    .count();
            assertThat(cut).isLessThanOrEqualTo(WorkerProcess.CAPACITY + 500);
            runs += started.size();
            inFlight += (int) cut;
        }
        assertThat(inFlight).as("some work was cut off").isPositive();
        assertThat(runs - RECORDS).isEqualTo(inFlight);
    }

    private static Process launch(EmbeddedBroker broker, Path started, int life) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WorkerProcess.class.getName(),
                        broker.bootstrap(),
                        "in",
                        "out",
                        started.toString(),
                        Integer.toString(life),
                        Long.toString(SEED + life))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(
                        started.resolveSibling("log-" + life).toFile()))
                .start();
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }
}
