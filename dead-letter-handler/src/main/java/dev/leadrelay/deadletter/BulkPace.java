package dev.leadrelay.deadletter;

import java.time.Duration;

/** How many items a job with a rate may take now: those of the time that has passed, a second's worth at most. For one thread. */
final class BulkPace {
    /** Items are taken a few times a second, not one by one. */
    private static final Duration STEP = Duration.ofMillis(200);

    private static final double NANOS = 1e9;

    private final double perSecond;
    private double saved;
    private long lookedAt;

    /** @param now nanoseconds of any clock that only goes forward; the same one as below */
    BulkPace(double perSecond, long now) {
        this.perSecond = perSecond;
        this.lookedAt = now;
        this.saved = 1;
    }

    /** How many may be taken now; those that are taken are told to {@link #took}. */
    int allowed(long now) {
        saved = Math.min(Math.max(1, perSecond), saved + (now - lookedAt) / NANOS * perSecond);
        lookedAt = now;
        return (int) saved;
    }

    void took(int items) {
        saved -= items;
    }

    /** How long until it is worth asking again. */
    Duration pause() {
        double missing = Math.max(0, 1 - saved) / perSecond;
        Duration needed = Duration.ofNanos((long) (missing * NANOS));
        return needed.compareTo(STEP) > 0 ? needed : STEP;
    }
}
