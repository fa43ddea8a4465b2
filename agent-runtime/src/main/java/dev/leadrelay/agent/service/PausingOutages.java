package dev.leadrelay.agent.service;

import dev.leadrelay.agent.attempt.Outages;
import dev.leadrelay.agent.worker.Pauses;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits out outages by pausing the worker. Thread-safe. */
final class PausingOutages implements Outages {
    private static final Logger LOG = LoggerFactory.getLogger(PausingOutages.class);
    private static final long QUIET_NANOS = Duration.ofSeconds(10).toNanos();

    private final Pauses pauses;
    private final AtomicLong lastLogged = new AtomicLong(System.nanoTime() - QUIET_NANOS);

    PausingOutages(Pauses pauses) {
        this.pauses = pauses;
    }

    @Override
    public void await(String reason, String detail, Probe probe) throws InterruptedException {
        // Thousands of records meet the same outage at once; one line says it.
        long last = lastLogged.get();
        long now = System.nanoTime();
        if (now - last >= QUIET_NANOS && lastLogged.compareAndSet(last, now)) {
            LOG.warn("waiting for {}: {}", reason, detail);
        }
        pauses.awaitResumed(reason, () -> isGood(probe));
    }

    private static boolean isGood(Probe probe) {
        try {
            return probe.isGood();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
