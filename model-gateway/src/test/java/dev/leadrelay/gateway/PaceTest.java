package dev.leadrelay.gateway;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PaceTest {
    private static final Duration NOT_AT_ALL = Duration.ZERO;
    private static final StatedLimit.Taken NOTHING = new StatedLimit.Taken(0, 0);

    private final AtomicLong now = new AtomicLong(-5);
    private final Pace pace = new Pace(now::get);

    @Test
    void nobodyWaitsBeforeARefusal() throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            assertThat(goes()).isTrue();
        }
    }

    @Test
    void requestsGoOutEvenlyAfterARefusal() throws InterruptedException {
        pass(Duration.ofSeconds(1), 10);
        refuse(pace, now.get(), 2, null);

        // Ten a second went through: nine tenths of it are left, one request in about 111 ms.
        for (int i = 0; i < 3; i++) {
            assertThat(goes()).isTrue();
            now.addAndGet(Duration.ofMillis(105).toNanos());
            assertThat(goes()).isFalse();
            now.addAndGet(Duration.ofMillis(8).toNanos());
        }
    }

    @Test
    void nothingGoesOutBeforeTheTimeThatWasAskedFor() throws InterruptedException {
        pass(Duration.ofSeconds(1), 1_000);
        refuse(pace, now.get(), 112, Duration.ofSeconds(7));
        now.addAndGet(Duration.ofMillis(6_999).toNanos());
        assertThat(goes()).isFalse();
        now.addAndGet(Duration.ofMillis(1).toNanos());
        assertThat(goes()).isTrue();
    }

    @Test
    void theEarliestAttemptGoesFirst() throws InterruptedException {
        Pace real = new Pace(System::nanoTime);
        for (int i = 0; i < 200; i++) {
            real.answered(sentAt(0), Allowance.UNSTATED);
        }
        refuse(real, System.nanoTime(), 23, Duration.ofSeconds(1));
        ConcurrentLinkedQueue<Integer> served = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int rank : List.of(5, 1, 4, 0)) {
            Thread thread = Thread.ofVirtual().start(() -> {
                try {
                    if (real.await(rank, 1, Duration.ofSeconds(20)) != null) {
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
            pace.refused(sentAt(sentAt), retryAfter, Allowance.UNSTATED);
        }
    }

    @Test
    void nothingGoesOutWhileNoRequestIsLeft() throws InterruptedException {
        pace.answered(requireNonNull(sent(1)), requests(0, Duration.ofSeconds(3)));
        now.addAndGet(Duration.ofMillis(2_999).toNanos());
        assertThat(goes()).isFalse();
        now.addAndGet(Duration.ofMillis(1).toNanos());
        assertThat(goes()).isTrue();
    }

    @Test
    void aRequestThatNeedsMoreTokensThanAreLeftWaits() throws InterruptedException {
        Allowance said = new Allowance(null, new Allowance.Left(500, Duration.ofSeconds(3)));
        pace.answered(requireNonNull(sent(700)), said);
        assertThat(sent(501)).isNull();
        assertThat(sent(300)).isNotNull();
        assertThat(sent(300)).as("200 are left").isNull();
        now.addAndGet(Duration.ofSeconds(3).toNanos());
        assertThat(sent(1_200)).as("as many as there were before").isNotNull();
        assertThat(sent(1)).isNull();
    }

    @Test
    void anAnswerThatSaysNothingOpensAgain() throws InterruptedException {
        Pace.Sent one = requireNonNull(sent(1));
        Pace.Sent two = requireNonNull(sent(1));
        Pace.Sent three = requireNonNull(sent(1));
        pace.answered(one, requests(0, Duration.ofSeconds(3)));
        pace.failed(two, Allowance.UNSTATED);
        assertThat(goes()).as("an error may be somebody else's reply").isFalse();
        pace.answered(three, Allowance.UNSTATED);
        assertThat(goes()).isTrue();
    }

    @Test
    void whoWaitsForWhatIsLeftCanBeInterrupted() throws InterruptedException {
        Pace real = new Pace(System::nanoTime);
        real.answered(requireNonNull(real.await(0, 1, NOT_AT_ALL)), requests(0, Duration.ofSeconds(80)));
        AtomicBoolean interrupted = new AtomicBoolean();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                real.await(0, 1, Duration.ofMinutes(10));
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
        });
        Waiting.untilBlocked(thread);
        thread.interrupt();
        assertThat(thread.join(Duration.ofSeconds(20))).isTrue();
        assertThat(interrupted).isTrue();
    }

    @Test
    void aNewStatementWakesWhoWaits() throws InterruptedException {
        Pace real = new Pace(System::nanoTime);
        Pace.Sent one = requireNonNull(real.await(0, 1, NOT_AT_ALL));
        Pace.Sent two = requireNonNull(real.await(0, 1, NOT_AT_ALL));
        real.answered(one, requests(1, Duration.ofSeconds(80)));
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                real.await(0, 1, Duration.ofMinutes(10));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        Waiting.untilBlocked(thread);
        real.answered(two, requests(3, Duration.ofSeconds(80)));
        assertThat(thread.join(Duration.ofSeconds(20))).isTrue();
    }

    private static Allowance requests(long left, Duration reset) {
        return new Allowance(new Allowance.Left(left, reset), null);
    }

    @Test
    void aLoneRefusalHoldsNobodyUp() throws InterruptedException {
        pass(Duration.ofSeconds(1), 100);
        pace.refused(sentAt(now.get()), Duration.ofSeconds(7), Allowance.UNSTATED);
        assertThat(goes()).isTrue();
    }

    /** A request that was let go at that time. */
    private static Pace.Sent sentAt(long time) {
        return new Pace.Sent(time, NOTHING, NOTHING);
    }

    private boolean goes() throws InterruptedException {
        return sent(1) != null;
    }

    private Pace.@Nullable Sent sent(long tokens) throws InterruptedException {
        return pace.await(0, tokens, NOT_AT_ALL);
    }

    /** Time passes while so many requests are admitted, evenly. */
    private void pass(Duration time, int requests) {
        for (int i = 0; i < requests; i++) {
            pace.answered(sentAt(0), Allowance.UNSTATED);
            now.addAndGet(time.toNanos() / requests);
        }
    }
}
