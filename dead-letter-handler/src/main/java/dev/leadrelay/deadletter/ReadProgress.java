package dev.leadrelay.deadletter;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.common.TopicPartition;

/** How far the topics have been read into the store, and waiting for it. Thread-safe. */
final class ReadProgress {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private long resets;

    /** Notes the offsets to be read next: everything below stands in the store. */
    void reached(Map<TopicPartition, Long> positions) {
        lock.lock();
        try {
            next.putAll(positions);
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Forgets all: the store is about to be emptied. */
    void reset() {
        lock.lock();
        try {
            next.clear();
            resets++;
        } finally {
            lock.unlock();
        }
    }

    /** Number of resets. What was seen of the store between two equal ones belongs together. */
    long resets() {
        lock.lock();
        try {
            return resets;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until everything below these offsets stands in the store; false when the time is up first. */
    boolean await(Map<TopicPartition, Long> targets, Duration atMost) throws InterruptedException {
        long remaining = atMost.toNanos();
        lock.lock();
        try {
            while (!hasReached(targets)) {
                if (remaining <= 0) {
                    return false;
                }
                remaining = moved.awaitNanos(remaining);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean hasReached(Map<TopicPartition, Long> targets) {
        return targets.entrySet().stream()
                .allMatch(target ->
                        target.getValue() == 0 || next.getOrDefault(target.getKey(), 0L) >= target.getValue());
    }
}
