package dev.leadrelay.gateway;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * When the next request may go to a provider: evenly at the rate it was found to admit, and not before the time it asked to wait for. Of
 * those that wait, the one of the earliest attempt goes first. Thread-safe.
 */
final class Pace {
    private static final double NANOS = 1e9;

    private final RankedLine line = new RankedLine();
    private final LearnedRate rate = new LearnedRate();
    private final LongSupplier nanoTime;
    private long nextFree;

    Pace(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.nextFree = nanoTime.getAsLong();
    }

    /**
     * Waits until a request may go out.
     *
     * @param rank the lowest goes first; among equals the one that came first
     * @return false when that was not in time
     */
    boolean await(long rank, Duration patience) throws InterruptedException {
        return line.await(rank, patience, this::send);
    }

    /** The provider took a request. */
    void admitted() {
        line.change(() -> rate.admitted(nanoTime.getAsLong()));
    }

    /**
     * The provider refused a request for its rate.
     *
     * @param sentAt when it went out, in nanoseconds of the clock given
     * @param retryAfter how long nothing shall be sent, if it said so
     */
    void refused(long sentAt, @Nullable Duration retryAfter) {
        line.change(() -> {
            long now = nanoTime.getAsLong();
            // After a lone refusal among many answers only the call itself waits: it is no reason for the others.
            if (rate.refused(sentAt, now) && retryAfter != null && now + retryAfter.toNanos() - nextFree > 0) {
                nextFree = now + retryAfter.toNanos();
            }
        });
    }

    private long send() {
        long now = nanoTime.getAsLong();
        long wait = nextFree - now;
        double perSecond = rate.at(now);
        if (wait <= 0 && !Double.isInfinite(perSecond)) {
            nextFree = now + (long) (NANOS / perSecond);
        }
        return wait;
    }
}
