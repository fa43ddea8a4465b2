package dev.leadrelay.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PaceTest {
    private static final Duration NOT_AT_ALL = Duration.ZERO;

    private final AtomicLong now = new AtomicLong(-5);
    private final Pace pace = new Pace(now::get);

    @Test
    void nobodyWaitsBeforeARefusal() throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            assertThat(pace.await(i, NOT_AT_ALL)).isTrue();
        }
    }

    @Test
    void requestsGoOutEvenlyAfterARefusal() throws InterruptedException {
        pass(Duration.ofSeconds(1), 10);
        refuse(pace, now.get(), 2, null);

        // Ten a second went through: nine tenths of it are left, one request in about 111 ms.
        for (int i = 0; i < 3; i++) {
            assertThat(pace.await(0, NOT_AT_ALL)).isTrue();
            now.addAndGet(Duration.ofMillis(105).toNanos());
            assertThat(pace.await(0, NOT_AT_ALL)).isFalse();
            now.addAndGet(Duration.ofMillis(8).toNanos());
        }
    }

    @Test
    void nothingGoesOutBeforeTheTimeThatWasAskedFor() throws InterruptedException {
        pass(Duration.ofSeconds(1), 1_000);
        refuse(pace, now.get(), 112, Duration.ofSeconds(7));
        now.addAndGet(Duration.ofMillis(6_999).toNanos());
        assertThat(pace.await(0, NOT_AT_ALL)).isFalse();
        now.addAndGet(Duration.ofMillis(1).toNanos());
        assertThat(pace.await(0, NOT_AT_ALL)).isTrue();
    }

    @Test
    void theEarliestAttemptGoesFirst() throws InterruptedException {
        Pace real = new Pace(System::nanoTime);
        for (int i = 0; i < 200; i++) {
            real.admitted();
        }
        refuse(real, System.nanoTime(), 23, Duration.ofSeconds(1));
        ConcurrentLinkedQueue<Integer> served = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int rank : List.of(5, 1, 4, 0)) {
            Thread thread = Thread.ofVirtual().start(() -> {
                try {
                    if (real.await(rank, Duration.ofSeconds(20))) {
                        served.add(rank);
                    }
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            threads.add(thread);
            Waiting.untilBlocked(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(served).containsExactly(0, 1, 4, 5);
    }

    /** More than a tenth of what was answered. */
    private static void refuse(Pace pace, long sentAt, int requests, @Nullable Duration retryAfter) {
        for (int i = 0; i < requests; i++) {
            pace.refused(sentAt, retryAfter);
        }
    }

    @Test
    void aLoneRefusalHoldsNobodyUp() throws InterruptedException {
        pass(Duration.ofSeconds(1), 100);
        pace.refused(now.get(), Duration.ofSeconds(7));
        assertThat(pace.await(0, NOT_AT_ALL)).isTrue();
    }

    /** Time passes while so many requests are admitted, evenly. */
    private void pass(Duration time, int requests) {
        for (int i = 0; i < requests; i++) {
            pace.admitted();
            now.addAndGet(time.toNanos() / requests);
        }
    }
}
