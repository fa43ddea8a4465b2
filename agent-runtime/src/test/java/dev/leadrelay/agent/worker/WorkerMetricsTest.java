package dev.leadrelay.agent.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WorkerMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final WorkerMetrics metrics = new WorkerMetrics(registry, "research");

    @Test
    void recordsAreCountedByOutcome() {
        metrics.finished(Duration.ofMillis(3), false);
        metrics.finished(Duration.ofMillis(3), true);
        metrics.dropped(4);
        metrics.committed(7, Duration.ofMillis(5));
        metrics.aborted(1, new IllegalStateException());
        assertThat(records("finished")).isEqualTo(1);
        assertThat(records("refused")).isEqualTo(1);
        assertThat(records("dropped")).isEqualTo(4);
        assertThat(records("committed")).isEqualTo(7);
        assertThat(registry.get("leadrelay.worker.commits").timer().count()).isEqualTo(1);
        assertThat(registry.get("leadrelay.worker.aborts").counter().count()).isEqualTo(1);
    }

    private double records(String outcome) {
        return registry.get("leadrelay.worker.records")
                .tags("stage", "research", "outcome", outcome)
                .counter()
                .count();
    }
}
