package dev.leadrelay.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoadTest {
    private static final int CALLS = 400;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void stop() {
        http.close();
    }

    @Test
    void carriesManySlowCallsAtOnce() throws Exception {
        SimulatorSettings settings = SimulatorSettings.defaults().withLatency(Duration.ofSeconds(1), 0);
        try (ModelSimulator simulator = ModelSimulator.start(settings)) {
            assertThat(statuses(simulator, CALLS)).containsOnly(200);
            // An answer counts once it has been sent whole, a moment after its reader has it.
            await().until(() -> simulator.stats().served().getOrDefault("ScoreAnswer", 0L) >= CALLS);
            Stats stats = simulator.stats();
            assertThat(stats.served()).containsEntry("ScoreAnswer", (long) CALLS);
            assertThat(stats.maxInFlight()).isGreaterThan(CALLS / 2);
            assertThat(stats.inFlight()).isZero();
            assertThat(stats.duplicates()).isZero();
        }
    }

    @Test
    void refusesCallsBeyondItsConcurrency() throws Exception {
        SimulatorSettings settings = SimulatorSettings.defaults()
                .withLatency(Duration.ofMillis(500), 0)
                .withLimits(10, 0);
        try (ModelSimulator simulator = ModelSimulator.start(settings)) {
            List<Integer> statuses = statuses(simulator, 60);
            assertThat(statuses).contains(200, 429).allMatch(status -> status == 200 || status == 429);
            assertThat(simulator.stats().rejected())
                    .isEqualTo(statuses.stream().filter(status -> status == 429).count());
        }
    }

    @Test
    void delaysCallsToTheRateAskedFor() throws Exception {
        try (ModelSimulator simulator =
                ModelSimulator.start(SimulatorSettings.defaults().withLimits(1_000, 100))) {
            long start = System.nanoTime();
            assertThat(statuses(simulator, 40)).containsOnly(200);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(350));
        }
    }

    @Test
    void endsEveryWaitWhenItCloses() throws Exception {
        SimulatorSettings settings =
                SimulatorSettings.defaults().withHang(Duration.ofHours(1)).withFaultRates(Map.of(FaultKind.HANG, 1.0));
        ModelSimulator simulator = ModelSimulator.start(settings);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<HttpResponse<String>> call = executor.submit(() -> Conversation.post(
                    http, simulator.port(), FaultsTest.scoring(1).toString()));
            Awaitility.await().until(() -> simulator.stats().inFlight() == 1);
            simulator.close();
            assertThatThrownBy(call::get).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(IOException.class);
            assertThat(simulator.stats().inFlight()).isZero();
        }
    }

    @Test
    void latencyIsLogNormalAndSeeded() {
        Pace pace = new Pace(Duration.ofMillis(200), 0.5, 0, 0);
        int below = 0;
        for (long choice = 0; choice < 2_000; choice++) {
            long nanos = pace.latencyNanos(choice);
            assertThat(pace.latencyNanos(choice)).isEqualTo(nanos).isPositive();
            below += nanos < 200_000_000 ? 1 : 0;
        }
        assertThat(below).isBetween(850, 1_150);
    }

    private List<Integer> statuses(ModelSimulator simulator, int calls) throws Exception {
        List<Integer> statuses = new ArrayList<>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> futures = new ArrayList<>();
            for (int i = 0; i < calls; i++) {
                String body = FaultsTest.scoring(i).toString();
                futures.add(executor.submit(
                        () -> Conversation.post(http, simulator.port(), body).statusCode()));
            }
            for (Future<Integer> future : futures) {
                statuses.add(future.get());
            }
        }
        return statuses;
    }
}
