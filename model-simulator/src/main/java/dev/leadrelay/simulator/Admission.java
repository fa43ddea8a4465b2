package dev.leadrelay.simulator;

import java.util.function.LongSupplier;

/** Admits so many calls a second, and a quarter of a second's worth at once: a token bucket. Thread-safe. */
final class Admission {
    private static final double NANOS_PER_SECOND = 1e9;

    private final double perSecond;
    private final double burst;
    private final LongSupplier nanoTime;
    private double tokens;
    private long last;

    /** @param perSecond 0 admits all */
    Admission(double perSecond, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.burst = Math.max(1, perSecond / 4);
        this.nanoTime = nanoTime;
        this.tokens = burst;
        this.last = nanoTime.getAsLong();
    }

    synchronized boolean admits() {
        if (perSecond <= 0) {
            return true;
        }
        long now = nanoTime.getAsLong();
        tokens = Math.min(burst, tokens + (now - last) * perSecond / NANOS_PER_SECOND);
        last = now;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
