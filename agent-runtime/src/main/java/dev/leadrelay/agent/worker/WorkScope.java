package dev.leadrelay.agent.worker;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The time limit and the cancellation of one record's work. The clock starts with the work and stands still while the
 * agent is paused. Thread-safe.
 */
public final class WorkScope {
    private final Duration limit;
    private final LongSupplier activeNanos;
    private final long startedAt;
    private volatile boolean cancelled;

    /** @param activeNanos monotonic nanoseconds that stand still while the agent is paused */
    WorkScope(Duration limit, LongSupplier activeNanos) {
        this.limit = limit;
        this.activeNanos = activeNanos;
        this.startedAt = activeNanos.getAsLong();
    }

    /** A scope outside any worker, never paused: for tools and tests of handlers. */
    public static WorkScope standalone(Duration limit) {
        return new WorkScope(limit, System::nanoTime);
    }

    /** The whole time limit of the record. */
    public Duration limit() {
        return limit;
    }

    /** Time worked so far, pauses of the agent not counted. */
    public Duration elapsed() {
        return Duration.ofNanos(activeNanos.getAsLong() - startedAt);
    }

    /** Time left; zero when the limit is exceeded. */
    public Duration remaining() {
        Duration left = limit.minus(elapsed());
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** True when the time limit is used up; the work's thread is interrupted soon after. */
    public boolean expired() {
        return remaining().isZero();
    }

    /** True when nobody wants the outcome any more: the record belongs to another instance, or the agent stops. */
    public boolean cancelled() {
        return cancelled;
    }

    void cancel() {
        cancelled = true;
    }
}
