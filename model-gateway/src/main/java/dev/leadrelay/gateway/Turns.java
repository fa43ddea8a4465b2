package dev.leadrelay.gateway;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A number of turns that callers take and give back. When all are taken, whoever comes from the attempt that began first
 * is next: an attempt under way is finished before another is begun, so leads leave a stage one after the other instead
 * of all at its end. Thread-safe.
 */
final class Turns {
    private final ReentrantLock lock = new ReentrantLock();
    private final PriorityQueue<Waiter> waiting =
            new PriorityQueue<>(Comparator.comparingLong(Waiter::rank).thenComparingLong(Waiter::arrival));
    private final int most;
    private int taken;
    private long arrivals;

    /** @param most turns at a time */
    Turns(int most) {
        this.most = most;
    }

    /**
     * Waits for a turn.
     *
     * @param rank the lowest goes first; among equals the one that came first
     * @return false when there was none in time
     */
    boolean take(long rank, Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (taken < most) {
                taken++;
                return true;
            }
            Waiter waiter = new Waiter(rank, arrivals++, lock.newCondition());
            waiting.add(waiter);
            try {
                return waiter.await(patience);
            } catch (InterruptedException e) {
                if (waiter.called) {
                    release();
                }
                throw e;
            } finally {
                waiting.remove(waiter);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Gives a turn back. */
    void giveBack() {
        lock.lock();
        try {
            release();
        } finally {
            lock.unlock();
        }
    }

    int taken() {
        lock.lock();
        try {
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Hands the turn to the next waiter, so that nobody who comes meanwhile can take it. */
    private void release() {
        Waiter next = waiting.poll();
        if (next == null) {
            taken--;
            return;
        }
        next.called = true;
        next.turn.signal();
    }

    private static final class Waiter {
        private final long rank;
        private final long arrival;
        private final Condition turn;
        private boolean called;

        Waiter(long rank, long arrival, Condition turn) {
            this.rank = rank;
            this.arrival = arrival;
            this.turn = turn;
        }

        long rank() {
            return rank;
        }

        long arrival() {
            return arrival;
        }

        boolean await(Duration patience) throws InterruptedException {
            long left = patience.toNanos();
            while (!called && left > 0) {
                left = turn.awaitNanos(left);
            }
            return called;
        }
    }
}
