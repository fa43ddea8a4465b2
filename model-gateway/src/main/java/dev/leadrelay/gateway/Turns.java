package dev.leadrelay.gateway;

import java.time.Duration;

/**
 * A number of turns that callers take and give back. When all are taken, whoever comes from the attempt that began first is next, so leads
 * leave a stage one after the other instead of all at its end. Thread-safe.
 */
final class Turns {
    private final RankedLine line = new RankedLine();
    private final int most;
    private volatile int taken;

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
        return line.await(rank, patience, this::takeFree);
    }

    /** Gives a turn back. */
    void giveBack() {
        line.change(() -> change(-1));
    }

    int taken() {
        return taken;
    }

    private long takeFree() {
        if (taken == most) {
            return RankedLine.UNTIL_CHANGED;
        }
        change(1);
        return 0;
    }

    /** In the line's lock, which is what makes it one step. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void change(int by) {
        taken += by;
    }
}
