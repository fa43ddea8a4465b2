package dev.leadrelay.gateway;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * When the next request may go to a provider: evenly at the rate it was found to admit, and not before the time it asked to wait for. Of
 * those that wait, the one of the earliest attempt goes first. Thread-safe.
 */
final class Pace {
    private static final double NANOS = 1e9;

    private final ReentrantLock lock = new ReentrantLock();
    private final PriorityQueue<Waiter> waiting =
            new PriorityQueue<>(Comparator.comparingLong(Waiter::rank).thenComparingLong(Waiter::arrival));
    private final LearnedRate rate = new LearnedRate();
    private final LongSupplier nanoTime;
    private long nextFree;
    private long arrivals;

    Pace(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.nextFree = nanoTime.getAsLong();
    }

    private record Waiter(long rank, long arrival, Condition turn) {}

    /**
     * Waits until a request may go out.
     *
     * @param rank the lowest goes first; among equals the one that came first
     * @return false when that was not in time
     */
    boolean await(long rank, Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (waiting.isEmpty() && admit(nanoTime.getAsLong())) {
                return true;
            }
            Waiter waiter = new Waiter(rank, arrivals++, lock.newCondition());
            waiting.add(waiter);
            try {
                return awaitFront(waiter, patience.toNanos());
            } finally {
                waiting.remove(waiter);
                wakeFront();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean awaitFront(Waiter waiter, long patience) throws InterruptedException {
        long left = patience;
        while (true) {
            boolean front = waiting.peek() == waiter;
            long now = nanoTime.getAsLong();
            if (front && admit(now)) {
                return true;
            }
            if (left <= 0) {
                return false;
            }
            long wait = front ? Math.min(left, nextFree - now) : left;
            left -= wait - waiter.turn().awaitNanos(wait);
        }
    }

    private boolean admit(long now) {
        if (nextFree - now > 0) {
            return false;
        }
        double perSecond = rate.at(now);
        if (!Double.isInfinite(perSecond)) {
            nextFree = now + (long) (NANOS / perSecond);
        }
        return true;
    }

    private void wakeFront() {
        Waiter front = waiting.peek();
        if (front != null) {
            front.turn().signal();
        }
    }

    /** The provider took a request. */
    void admitted() {
        lock.lock();
        try {
            rate.admitted(nanoTime.getAsLong());
        } finally {
            lock.unlock();
        }
    }

    /**
     * The provider refused a request for its rate.
     *
     * @param sentAt when it went out, in nanoseconds of the clock given
     * @param retryAfter how long nothing shall be sent, if it said so
     */
    void refused(long sentAt, @Nullable Duration retryAfter) {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            if (!rate.refused(sentAt, now)) {
                // The call itself waits; a lone refusal among many answers is no reason for the others.
                return;
            }
            long asked = retryAfter == null ? 0 : retryAfter.toNanos();
            if (now + asked - nextFree > 0) {
                nextFree = now + asked;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Requests per second at the moment; infinite while nothing was refused. */
    double perSecond() {
        lock.lock();
        try {
            return rate.at(nanoTime.getAsLong());
        } finally {
            lock.unlock();
        }
    }
}
