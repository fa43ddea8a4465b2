package dev.leadrelay.agent.worker;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * Shows a worker in a registry, all names beginning with {@code leadrelay.worker}: records and transactions as counters,
 * work and commits as timers; and, once bound to a worker, its status as gauges. Thread-safe.
 */
public final class WorkerMetrics implements WorkerListener {
    private static final String PREFIX = "leadrelay.worker.";

    private final MeterRegistry registry;
    private final Tags tags;
    private final Counter finished;
    private final Counter refused;
    private final Counter dropped;
    private final Counter committed;
    private final Counter aborts;
    private final Timer work;
    private final Timer commits;

    /** @param stage value of the tag {@code stage} on every meter */
    public WorkerMetrics(MeterRegistry registry, String stage) {
        this.registry = registry;
        this.tags = Tags.of("stage", stage);
        this.finished = records("finished");
        this.refused = records("refused");
        this.dropped = records("dropped");
        this.committed = records("committed");
        this.aborts = registry.counter(PREFIX + "aborts", tags);
        this.work = registry.timer(PREFIX + "work", tags);
        this.commits = registry.timer(PREFIX + "commits", tags);
    }

    /** Adds the gauges in.flight, capacity, uncommitted, partitions, lag, backlog and paused (0 or 1). */
    public void bind(Worker worker) {
        Supplier<WorkerStatus> status = worker::status;
        gauge("in.flight", status, WorkerStatus::working);
        gauge("capacity", status, WorkerStatus::capacity);
        gauge("uncommitted", status, WorkerStatus::uncommitted);
        gauge("partitions", status, WorkerStatus::partitions);
        gauge("lag", status, WorkerStatus::lag);
        gauge("backlog", status, WorkerStatus::backlog);
        gauge("paused", status, now -> now.state() == WorkerStatus.State.PAUSED ? 1 : 0);
    }

    @Override
    public void finished(Duration elapsed, boolean wasRefused) {
        (wasRefused ? refused : finished).increment();
        work.record(elapsed);
    }

    @Override
    public void dropped(int records) {
        dropped.increment(records);
    }

    @Override
    public void committed(int records, Duration duration) {
        committed.increment(records);
        commits.record(duration);
    }

    @Override
    public void aborted(int records, Throwable cause) {
        aborts.increment();
    }

    private Counter records(String outcome) {
        return registry.counter(PREFIX + "records", tags.and("outcome", outcome));
    }

    private void gauge(String name, Supplier<WorkerStatus> status, ToDoubleFunction<WorkerStatus> value) {
        Gauge.builder(PREFIX + name, () -> value.applyAsDouble(status.get()))
                .tags(tags)
                .register(registry);
    }
}
