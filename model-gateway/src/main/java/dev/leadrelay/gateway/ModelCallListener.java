package dev.leadrelay.gateway;

import java.time.Instant;

/** Told of every call of an attempt that its budget let through, after it ended; keeps the run log. */
@FunctionalInterface
public interface ModelCallListener {
    /**
     * A call ended. Runs in the calling thread; should be quick.
     *
     * @param startedAt when it began, waiting for limits included
     * @param endedAt when it ended
     */
    void ended(ModelRequest request, ModelOutcome outcome, Instant startedAt, Instant endedAt);
}
