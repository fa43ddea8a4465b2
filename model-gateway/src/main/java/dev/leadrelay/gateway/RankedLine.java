package dev.leadrelay.gateway;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Callers that wait in front of a gate: whoever comes from the attempt that began first is next, so an attempt under way is finished before
 * another is begun. What the gate knows is guarded by the line's lock. Thread-safe.
 */
final class RankedLine {
    /** The gate opens only by a {@link #change}. */
    static final long UNTIL_CHANGED = Long.MAX_VALUE;

    private final ReentrantLock lock = new ReentrantLock();
    private final PriorityQueue<Waiter> waiting =
            new PriorityQueue<>(Comparator.comparingLong(Waiter::rank).thenComparingLong(Waiter::arrival));
    private long arrivals;

    /** Decides whether the caller in front may pass. */
    @FunctionalInterface
    interface Gate {
        /** Zero or less when the caller has passed; otherwise the nanoseconds after which it shall ask again. */
        long pass();
    }

    private record Waiter(long rank, long arrival, Condition turn) {}

    /**
     * Waits for the caller's turn to pass.
     *
     * @param rank the lowest goes first; among equals the one that came first
     * @return false when it could not pass in time
     */
    boolean await(long rank, Duration patience, Gate gate) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (waiting.isEmpty() && gate.pass() <= 0) {
                return true;
            }
            Waiter waiter = new Waiter(rank, arrivals++, lock.newCondition());
            waiting.add(waiter);
            try {
                return awaitFront(waiter, patience.toNanos(), gate);
            } finally {
                waiting.remove(waiter);
                wakeFront();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Changes what the gate knows, and lets the caller in front ask again. */
    void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            wakeFront();
        } finally {
            lock.unlock();
        }
    }

    private boolean awaitFront(Waiter waiter, long patience, Gate gate) throws InterruptedException {
        long left = patience;
        while (true) {
            long wait = waiting.peek() == waiter ? gate.pass() : UNTIL_CHANGED;
            if (wait <= 0) {
                return true;
            }
            if (left <= 0) {
                return false;
            }
            long bounded = Math.min(wait, left);
            left -= bounded - waiter.turn().awaitNanos(bounded);
        }
    }

    private void wakeFront() {
        Waiter front = waiting.peek();
        if (front != null) {
            front.turn().signal();
        }
    }
}
