package dev.leadrelay.schemas.serde;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The short memory of a registry that does not answer: while it is quiet nobody asks. Each further failure doubles the
 * quiet period, up to ten times the first. Logs the begin and the end of an outage, nothing between. Thread-safe.
 */
final class RegistryOutage {
    private static final Logger log = LoggerFactory.getLogger(RegistryOutage.class);
    private static final int LONGEST = 10;

    private final long firstQuietNanos;
    private final LongSupplier nanoTime;

    private @Nullable RegistryUnavailableException last;
    private long quietNanos;
    private long quietSince;

    RegistryOutage(Duration firstQuiet, LongSupplier nanoTime) {
        this.firstQuietNanos = firstQuiet.toNanos();
        this.nanoTime = nanoTime;
    }

    /** @throws RegistryUnavailableException with the last failure's message while the quiet period lasts */
    synchronized void refuseWhileQuiet() {
        RegistryUnavailableException failure = last;
        if (failure != null && nanoTime.getAsLong() - quietSince < quietNanos) {
            throw new RegistryUnavailableException(failure.getMessage(), failure.getCause());
        }
    }

    /** Notes a failure and gives it back. */
    synchronized RegistryUnavailableException began(RegistryUnavailableException failure) {
        if (last == null) {
            log.warn("{}; work that needs it waits", failure.getMessage());
            quietNanos = firstQuietNanos;
        } else {
            quietNanos = Math.min(quietNanos * 2, firstQuietNanos * LONGEST);
        }
        last = failure;
        quietSince = nanoTime.getAsLong();
        return failure;
    }

    /** Notes that the registry answered. */
    synchronized void ended() {
        if (last != null) {
            log.info("the schema registry answers again");
            last = null;
        }
    }
}
