package dev.leadrelay.gateway;

import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Calls with the same request at the same time: one has the turn and asks, the others wait for it in order. */
final class Flight {
    private final Semaphore turn = new Semaphore(1, true);
    private volatile ModelOutcome.@Nullable Answered answer;
    private int callers;

    /** Waits for the turn. Whoever returns from here must {@link #giveTurn}, whatever happens. */
    void takeTurn() throws InterruptedException {
        turn.acquire();
    }

    void giveTurn() {
        turn.release();
    }

    /** What the one who asked got; null as long as nobody got a whole answer. */
    ModelOutcome.@Nullable Answered answer() {
        return answer;
    }

    void land(ModelOutcome.Answered shared) {
        answer = shared;
    }

    /** One caller more; only inside an update of the map that holds the flight, which guards the number. */
    Flight boarded() {
        callers++;
        return this;
    }

    /** One caller less, likewise; null when it was the last. */
    @Nullable
    Flight left() {
        callers--;
        return callers == 0 ? null : this;
    }
}
