package dev.leadrelay.agent.worker;

import java.time.Duration;

/**
 * Tells a shared transactional.id from slowness: being fenced in a young transaction can only be another producer's
 * doing, and twice in a minute means that two of them take turns. Pure; times are monotonic nanoseconds.
 */
final class FencingCounter {
    private static final long WINDOW = Duration.ofMinutes(1).toNanos();

    private final long young;
    private long last;
    private boolean counted;

    FencingCounter(Duration transactionTimeout) {
        this.young = transactionTimeout.toNanos() / 2;
    }

    /**
     * Counts one fencing.
     *
     * @param age age of the fenced transaction, in nanoseconds
     * @return true when it is the second one of a young transaction within a minute
     */
    boolean fenced(long now, long age) {
        if (age >= young) {
            return false;
        }
        boolean twice = counted && now - last <= WINDOW;
        counted = true;
        last = now;
        return twice;
    }
}
