package dev.leadrelay.agent.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.agent.Outcome;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.ModelSpend;
import dev.leadrelay.schemas.records.Provenance;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.Usage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AgentMetricsTest {
    private static final Instant BEGUN = Instant.parse("2026-03-04T05:06:07Z");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AgentMetrics metrics = new AgentMetrics(registry, Stage.SCORING);

    @Test
    void whatAttemptsSpentIsAddedUpByProviderAndModel() {
        finished(List.of(spend("p", "small", 1), spend("p", "large", 10)));
        finished(List.of(spend("p", "small", 100), spend("q", "small", 1_000)));

        assertThat(sums("p", "small")).containsExactly(101, 202, 303, 404);
        assertThat(sums("p", "large")).containsExactly(10, 20, 30, 40);
        assertThat(sums("q", "small")).containsExactly(1_000, 2_000, 3_000, 4_000);
        assertThat(registry.find("leadrelay.model.calls").counters()).hasSize(3);
    }

    @Test
    void aChargeOfWhichNobodyKnowsTheModelIsCountedToo() {
        finished(null);
        assertThat(sums("unknown", "unknown")).containsExactly(7, 14, 21, 28);
    }

    @Test
    void attemptsThatEndTogetherAreAllCounted() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 1_000; i++) {
                threads.execute(() -> finished(List.of(spend("p", "m", 1))));
            }
        }
        assertThat(sums("p", "m")).containsExactly(1_000, 2_000, 3_000, 4_000);
    }

    @Test
    void failuresAreCountedByClass() {
        finished(List.of());
        metrics.deadLetter(FailureClass.MALFORMED_RECORD);
        metrics.deadLetter(FailureClass.MALFORMED_RECORD);
        assertThat(failures(FailureClass.MODEL_REFUSED)).isEqualTo(1);
        assertThat(failures(FailureClass.MALFORMED_RECORD)).isEqualTo(2);
    }

    private void finished(@Nullable List<ModelSpend> spend) {
        Provenance provenance = Provenance.newBuilder()
                .setAgent("scoring-agent")
                .setAgentVersion("1")
                .setInstance("one")
                .setProvider("p")
                .setModel("m")
                .setSimulated(false)
                .setPromptId("")
                .setPromptHash("")
                .setRunId("r")
                .setStartedAt(BEGUN)
                .setEndedAt(BEGUN.plusSeconds(1))
                .build();
        metrics.finished(Outcome.failed(FailureClass.MODEL_REFUSED, "no"), usage(7), spend, provenance);
    }

    private static ModelSpend spend(String provider, String model, int calls) {
        return new ModelSpend(provider, model, usage(calls));
    }

    private static Usage usage(int calls) {
        return Usage.newBuilder()
                .setModelCalls(calls)
                .setPromptTokens(2L * calls)
                .setCompletionTokens(3L * calls)
                .setCostMicros(4L * calls)
                .build();
    }

    /** Calls, tokens sent and received, cost. */
    private List<Integer> sums(String provider, String model) {
        return List.of("calls", "prompt.tokens", "completion.tokens", "cost.micros").stream()
                .map(name -> (int) registry.get("leadrelay.model." + name)
                        .tags("stage", "scoring", "provider", provider, "model", model)
                        .counter()
                        .count())
                .toList();
    }

    private double failures(FailureClass failureClass) {
        return registry.get("leadrelay.agent.failures")
                .tag("class", failureClass.name())
                .counter()
                .count();
    }
}
