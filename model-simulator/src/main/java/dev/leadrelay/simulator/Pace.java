package dev.leadrelay.simulator;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Makes calls take their time; every wait ends at once when its thread is interrupted. */
final class Pace {
    private static final double NANOS_PER_SECOND = 1e9;

    private final double medianNanos;
    private final double sigma;
    private final long nanosBetweenCalls;
    private final @Nullable Semaphore slots;
    private final AtomicLong nextStart = new AtomicLong(System.nanoTime());

    Pace(Duration median, double sigma, double callsPerSecond, int slots) {
        this.medianNanos = median.toNanos();
        this.sigma = sigma;
        this.nanosBetweenCalls = callsPerSecond > 0 ? (long) (NANOS_PER_SECOND / callsPerSecond) : 0;
        this.slots = slots > 0 ? new Semaphore(slots, true) : null;
    }

    /** Waits for this call's turn. */
    void awaitTurn() throws InterruptedException {
        if (nanosBetweenCalls > 0) {
            long now = System.nanoTime();
            long turn = nextStart.getAndUpdate(next -> Math.max(next, now) + nanosBetweenCalls);
            sleep(turn - now);
        }
    }

    /** Waits as long as a model would think about it; the same choice waits equally long. */
    void think(long choice) throws InterruptedException {
        if (medianNanos <= 0) {
            return;
        }
        if (slots == null) {
            sleep(latencyNanos(choice));
            return;
        }
        slots.acquire();
        try {
            sleep(latencyNanos(choice));
        } finally {
            slots.release();
        }
    }

    long latencyNanos(long choice) {
        double deviation = sigma == 0 ? 0 : new Random(Seeded.mix(choice, "latency")).nextGaussian() * sigma;
        return (long) (medianNanos * Math.exp(deviation));
    }

    static void sleep(long nanos) throws InterruptedException {
        if (nanos > 0) {
            Thread.sleep(Duration.ofNanos(nanos));
        }
    }
}
