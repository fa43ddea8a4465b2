package dev.leadrelay.orchestrator.topology;

import dev.leadrelay.schemas.serde.Decoded;
import dev.leadrelay.schemas.serde.RecordCodec;
import dev.leadrelay.schemas.serde.RegistryUnavailableException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The record codec for stream threads: while the registry is away, work waits here instead of failing. Thread-safe.
 */
public final class PatientCodec {
    private static final Logger LOG = LoggerFactory.getLogger(PatientCodec.class);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;
    private static final long LOG_EVERY_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final RecordCodec codec;
    private final Duration patience;
    private final CountDownLatch stopping;
    private final AtomicLong lastLogged = new AtomicLong(System.nanoTime() - LOG_EVERY_NANOS);

    /**
     * @param patience how long one call waits for the registry; must stay well under max.poll.interval.ms
     * @param stopping reaches zero when the service stops: then nothing waits any more
     */
    public PatientCodec(RecordCodec codec, Duration patience, CountDownLatch stopping) {
        this.codec = codec;
        this.patience = patience;
        this.stopping = stopping;
    }

    /** @throws RegistryUnavailableException when the registry stayed away for as long as this waits */
    <T extends SpecificRecord> Decoded<T> decode(String topic, byte[] bytes, Class<T> type) {
        return waiting(() -> codec.decode(topic, bytes, type));
    }

    /** @throws RegistryUnavailableException when the registry stayed away for as long as this waits */
    byte[] encode(String topic, SpecificRecord record) {
        return waiting(() -> codec.encode(topic, record));
    }

    private <R> R waiting(Supplier<R> call) {
        long deadline = System.nanoTime() + patience.toNanos();
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            try {
                return call.get();
            } catch (RegistryUnavailableException e) {
                if (System.nanoTime() - deadline >= 0 || stopped(pause)) {
                    throw e;
                }
                sayOnce(e);
                pause = Math.min(LONGEST_PAUSE_MILLIS, 2 * pause);
            }
        }
    }

    private boolean stopped(long pauseMillis) {
        try {
            return stopping.await(pauseMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void sayOnce(RegistryUnavailableException e) {
        long now = System.nanoTime();
        long last = lastLogged.get();
        if (now - last >= LOG_EVERY_NANOS && lastLogged.compareAndSet(last, now)) {
            LOG.warn("The schema registry does not answer, work waits: {}", e.getMessage());
        }
    }
}
