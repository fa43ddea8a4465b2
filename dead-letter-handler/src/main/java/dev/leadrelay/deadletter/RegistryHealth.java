package dev.leadrelay.deadletter;

import dev.leadrelay.schemas.serde.RecordCodec;
import dev.leadrelay.service.HealthState;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** How the schema registry is: the last known answer at once, asked for anew in the background. Thread-safe. */
final class RegistryHealth {
    private static final long FRESH_NANOS = Duration.ofSeconds(5).toNanos();

    private final RecordCodec codec;
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile HealthState state = new HealthState.Up();
    private volatile long asked = System.nanoTime() - FRESH_NANOS;

    RegistryHealth(RecordCodec codec) {
        this.codec = codec;
    }

    HealthState state() {
        if (System.nanoTime() - asked >= FRESH_NANOS && asking.compareAndSet(false, true)) {
            Thread.ofVirtual().name("registry-health").start(this::ask);
        }
        return state;
    }

    private void ask() {
        try {
            state = codec.check()
                    .<HealthState>map(why -> new HealthState.Degraded("the schema registry does not answer: " + why))
                    .orElseGet(HealthState.Up::new);
        } finally {
            asked = System.nanoTime();
            asking.set(false);
        }
    }
}
