package dev.leadrelay.deadletter;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** A rebuild of the store from the topics: asked for by a person, done by the reader's thread. Thread-safe. */
final class Rebuild {
    /**
     * How far it is.
     *
     * @param running true from the moment it was asked for until everything is read that the topics held when it began
     * @param total records to read; 0 until it has begun
     * @param remaining records still to be read
     * @param finishedAt when the last one was done; null for none in this process
     */
    record Progress(
            boolean running,
            long total,
            long remaining,
            @Nullable Instant finishedAt) {}

    private final Clock clock;
    private boolean asked;
    private Map<TopicPartition, Long> ends = Map.of();
    private Progress progress = new Progress(false, 0, 0, null);

    Rebuild(Clock clock) {
        this.clock = clock;
    }

    /** Asks for a rebuild; false when one is running. */
    synchronized boolean ask() {
        if (progress.running()) {
            return false;
        }
        asked = true;
        progress = new Progress(true, 0, 0, progress.finishedAt());
        return true;
    }

    /** True when the reader has to begin. */
    synchronized boolean isAsked() {
        return asked;
    }

    /** The store is empty; the topics hold these offsets. */
    synchronized void begin(Map<TopicPartition, Long> first, Map<TopicPartition, Long> end) {
        asked = false;
        ends = Map.copyOf(end);
        long total = remaining(first);
        progress = new Progress(true, total, total, progress.finishedAt());
    }

    /** The reader has stored everything below these offsets. */
    synchronized void reached(Map<TopicPartition, Long> positions) {
        if (!progress.running() || asked) {
            return;
        }
        long remaining = remaining(positions);
        progress = new Progress(
                remaining > 0, progress.total(), remaining, remaining > 0 ? progress.finishedAt() : clock.instant());
    }

    synchronized Progress progress() {
        return progress;
    }

    private long remaining(Map<TopicPartition, Long> positions) {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - positions.getOrDefault(end.getKey(), 0L)))
                .sum();
    }
}
