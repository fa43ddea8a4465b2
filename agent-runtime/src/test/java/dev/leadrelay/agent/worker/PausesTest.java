package dev.leadrelay.agent.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PausesTest {
    private static final int CALLERS = 50;

    private final Pauses pauses = new Pauses(Duration.ofMillis(100));
    private final AtomicBoolean up = new AtomicBoolean();
    private final AtomicInteger probes = new AtomicInteger();
    private final List<Long> resumedAt = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        pauses.close();
    }

    @Test
    void oneProbePerIntervalDecidesForAllAndTheyGoOnOneAfterTheOther() throws Exception {
        long begin = System.nanoTime();
        List<Thread> callers = callers();
        Awaitility.await().until(() -> probes.get() >= 3);
        assertThat(pauses.paused()).isTrue();
        assertThat(pauses.reason()).isEqualTo("registry gone");
        assertThat(resumedAt).isEmpty();
        up.set(true);
        for (Thread caller : callers) {
            caller.join();
        }
        long intervals = (System.nanoTime() - begin) / Duration.ofMillis(100).toNanos();
        assertThat(probes.get()).isLessThanOrEqualTo((int) intervals + 1);
        long spread = resumedAt.stream().mapToLong(at -> at).max().orElseThrow()
                - resumedAt.stream().mapToLong(at -> at).min().orElseThrow();
        assertThat(Duration.ofNanos(spread)).isGreaterThan(Duration.ofMillis(4 * CALLERS));
        assertThat(pauses.paused()).isFalse();
    }

    @Test
    void theActiveClockStandsStillDuringAPause() throws Exception {
        List<Thread> callers = callers();
        Awaitility.await().until(pauses::paused);
        long before = pauses.activeNanos();
        Awaitility.await().until(() -> probes.get() >= 2);
        assertThat(pauses.activeNanos()).isEqualTo(before);
        up.set(true);
        for (Thread caller : callers) {
            caller.join();
        }
        Awaitility.await().until(() -> pauses.activeNanos() > before);
    }

    @Test
    void aCancelledCallerLeavesAndThePauseGoesOnUntilTheProbeIsGood() throws Exception {
        Thread caller = Thread.ofVirtual().start(this::call);
        Awaitility.await().until(pauses::paused);
        caller.interrupt();
        caller.join();
        assertThat(pauses.paused()).isTrue();
        up.set(true);
        Awaitility.await().until(() -> !pauses.paused());
    }

    @Test
    void severalReasonsAreNamedAndEachMustEnd() {
        AtomicInteger changes = new AtomicInteger();
        pauses.onChange(changes::incrementAndGet);
        pauses.hold("no rights");
        pauses.hold("no broker");
        assertThat(pauses.reason()).isEqualTo("no rights; no broker");
        pauses.release("no rights");
        assertThat(pauses.paused()).isTrue();
        pauses.release("no broker");
        pauses.release("no broker");
        assertThat(pauses.paused()).isFalse();
        assertThat(changes).hasValue(4);
    }

    private List<Thread> callers() {
        return IntStream.range(0, CALLERS)
                .mapToObj(i -> Thread.ofVirtual().start(this::call))
                .toList();
    }

    private void call() {
        try {
            pauses.awaitResumed("registry gone", () -> {
                probes.incrementAndGet();
                if (!up.get()) {
                    throw new IllegalStateException("still gone");
                }
                return true;
            });
            resumedAt.add(System.nanoTime());
        } catch (InterruptedException e) {
            // Cancelled.
        }
    }
}
