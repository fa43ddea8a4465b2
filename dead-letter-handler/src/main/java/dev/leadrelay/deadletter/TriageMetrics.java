package dev.leadrelay.deadletter;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the handler publishes. The numbers are those of the store, so that a restart or a rebuild does not change them.
 * For the reader's thread.
 */
final class TriageMetrics {
    private static final long REFRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final TriageQueries queries;
    private final MultiGauge open;
    private final MultiGauge decisions;
    private final AtomicLong lag = new AtomicLong();
    private final AtomicLong unreadable = new AtomicLong();
    private boolean stale = true;
    private long refreshed = System.nanoTime() - REFRESH_NANOS;

    TriageMetrics(MeterRegistry registry, TriageQueries queries) {
        this.queries = queries;
        this.open = MultiGauge.builder("leadrelay.dead.letters.open")
                .description("Dead letters that wait for a decision")
                .register(registry);
        this.decisions = MultiGauge.builder("leadrelay.triage.decisions")
                .description("Decisions by kind and outcome")
                .register(registry);
        Gauge.builder("leadrelay.dead.letters.unreadable", unreadable, AtomicLong::get)
                .description("Records of the triage topics that could not be read")
                .register(registry);
        Gauge.builder("leadrelay.dead.letters.lag", lag, AtomicLong::get)
                .description("Records of the triage topics that are not in the store yet")
                .register(registry);
    }

    /** Records of the topics that are not in the store yet. Thread-safe. */
    long lag() {
        return lag.get();
    }

    /** Notes what was read; counts anew at most once per second. */
    void read(int records, long behind) {
        lag.set(behind);
        stale |= records > 0;
        if (stale && System.nanoTime() - refreshed >= REFRESH_NANOS) {
            stale = false;
            refreshed = System.nanoTime();
            refresh();
        }
    }

    private void refresh() {
        Map<List<String>, Long> waiting = new HashMap<>();
        queries.counts().stream()
                .filter(count -> count.state().equals(ItemState.OPEN.name()))
                .forEach(
                        count -> waiting.merge(List.of(count.stage(), count.failureClass()), count.count(), Long::sum));
        open.register(
                waiting.entrySet().stream()
                        .map(entry -> MultiGauge.Row.of(
                                Tags.of(
                                        "stage",
                                        entry.getKey().get(0),
                                        "class",
                                        entry.getKey().get(1)),
                                entry.getValue()))
                        .toList(),
                true);
        decisions.register(
                queries.decisionCounts().stream()
                        .map(count -> MultiGauge.Row.of(
                                Tags.of("kind", count.kind(), "outcome", count.outcome()), count.count()))
                        .toList(),
                true);
        unreadable.set(queries.unreadableCount());
    }
}
