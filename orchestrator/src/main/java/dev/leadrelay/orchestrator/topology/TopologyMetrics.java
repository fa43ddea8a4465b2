package dev.leadrelay.orchestrator.topology;

import dev.leadrelay.schemas.Stages;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.Usage;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/**
 * What the topology counts. Counters may run ahead of the truth when a transaction is aborted and its work redone; the
 * ledger is in {@code leads.progress}. Thread-safe.
 */
public final class TopologyMetrics {
    private static final String STAGE = "stage";

    private final MeterRegistry registry;

    public TopologyMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void forwarded(String topic) {
        registry.counter("leadrelay.records.forwarded", "topic", topic).increment();
    }

    void deadLetter(Stage stage, FailureClass failureClass) {
        registry.counter("leadrelay.dead.letters", STAGE, Stages.nameOf(stage), "class", failureClass.name())
                .increment();
    }

    /** What a machine counts, under its own dotted name. */
    void counted(String name, Stage stage) {
        registry.counter("leadrelay." + name, STAGE, Stages.nameOf(stage)).increment();
    }

    void machineFailed(String machine) {
        registry.counter("leadrelay.machine.failures", "machine", machine).increment();
    }

    /** An answer: what it cost and how long it took since its dispatch. */
    void answered(Stage stage, Usage usage, Duration sinceDispatch) {
        String name = Stages.nameOf(stage);
        registry.timer("leadrelay.stage.latency", STAGE, name).record(sinceDispatch);
        registry.counter("leadrelay.model.calls", STAGE, name).increment(usage.getModelCalls());
        registry.counter("leadrelay.tokens", STAGE, name)
                .increment(usage.getPromptTokens() + usage.getCompletionTokens());
        registry.counter("leadrelay.cost.micros", STAGE, name).increment(usage.getCostMicros());
    }

    void failed(Stage stage, FailureClass failureClass) {
        registry.counter("leadrelay.stage.failures", STAGE, Stages.nameOf(stage), "class", failureClass.name())
                .increment();
    }
}
