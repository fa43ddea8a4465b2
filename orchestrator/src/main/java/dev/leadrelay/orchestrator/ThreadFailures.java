package dev.leadrelay.orchestrator;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.InvalidSessionTimeoutException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.streams.errors.MissingInternalTopicsException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a stream thread that died: it is replaced, at most a few times a minute, unless only a person can help.
 */
final class ThreadFailures implements StreamsUncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadFailures.class);
    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long LONGEST_PAUSE_MILLIS = 15_000;

    private final Consumer<String> fatal;
    private final CountDownLatch stopping;
    private long lastFailure;
    private long pauseMillis;

    /**
     * @param fatal ends the process with one line
     * @param stopping reaches zero when the service stops
     */
    ThreadFailures(Consumer<String> fatal, CountDownLatch stopping) {
        this.fatal = fatal;
        this.stopping = stopping;
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable exception) {
        Throwable reason = fatalCause(exception);
        if (reason != null) {
            fatal.accept("the orchestrator cannot go on: " + oneLine(reason)
                    + "; check topics, rights and settings, then start it again");
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        LOG.warn("A stream thread ended and is replaced: {}", oneLine(rootOf(exception)));
        pause();
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private static Throwable rootOf(Throwable exception) {
        Throwable root = exception;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static @org.jspecify.annotations.Nullable Throwable fatalCause(Throwable exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (isFatal(cause)) {
                return cause;
            }
        }
        return null;
    }

    private static boolean isFatal(Throwable cause) {
        return cause instanceof AuthorizationException
                || cause instanceof AuthenticationException
                || cause instanceof MissingSourceTopicException
                || cause instanceof MissingInternalTopicsException
                || cause instanceof InvalidReplicationFactorException
                || cause instanceof InvalidSessionTimeoutException
                || cause instanceof UnsupportedVersionException
                || cause instanceof ConfigException
                || isWrongPartitionCount(cause);
    }

    private static boolean isWrongPartitionCount(Throwable cause) {
        // Kafka Streams has no class of its own for this.
        String message = String.valueOf(cause.getMessage());
        return message.contains("has invalid partitions") || message.contains("number of partitions");
    }

    /** A failure that comes back at once must not spin: pauses grow while failures are less than a minute apart. */
    private synchronized void pause() {
        long now = System.nanoTime();
        boolean again = pauseMillis > 0 && now - lastFailure < QUIET_NANOS;
        pauseMillis = again ? Math.min(LONGEST_PAUSE_MILLIS, 2 * pauseMillis) : 250;
        lastFailure = now;
        try {
            if (stopping.await(pauseMillis, TimeUnit.MILLISECONDS)) {
                LOG.debug("Stopped while a stream thread was being replaced");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String oneLine(Throwable e) {
        return (e.getClass().getSimpleName() + ": " + e.getMessage()).replaceAll("\\s*\\R\\s*", " ");
    }
}
