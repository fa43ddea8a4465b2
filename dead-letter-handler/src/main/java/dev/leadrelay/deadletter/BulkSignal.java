package dev.leadrelay.deadletter;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes the runner of bulk jobs. Thread-safe. */
final class BulkSignal {
    private final Semaphore signals = new Semaphore(0);

    void ring() {
        signals.release();
    }

    /** Waits for a ring, or until the time is up; rings that were missed count as one. */
    void await(Duration atMost) throws InterruptedException {
        if (signals.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
            signals.drainPermits();
        }
    }
}
