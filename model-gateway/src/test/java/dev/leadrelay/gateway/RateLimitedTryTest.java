package dev.leadrelay.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leadrelay.schemas.records.FailureClass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The limiter looks at the real clock; here next to no time passes, so the waits it orders add up. */
@Timeout(30)
class RateLimitedTryTest {
    private static final ModelRequest ASK = ModelRequest.text(List.of(new Message.User("12345678901234")), 100);
    private static final Duration SLACK = Duration.ofMillis(500);

    private final List<Duration> waits = new ArrayList<>();
    private final CallBudget budget = new CallBudget(1_000_000, 1_000_000);

    private static ModelSettings settings(int requests, int tokens, Duration maxWait) {
        return ModelSettings.builder("http://h", "k", "m")
                .rateLimits(new RateLimits(requests, tokens))
                .maxWait(maxWait)
                .build();
    }

    private static ModelOutcome answer(ModelRequest request, CallBudget budget) {
        return new ModelOutcome.Answered(
                "ok", List.of(), FinishReason.STOP, ModelUsage.NONE, "p", "m", false, Duration.ZERO);
    }

    private RateLimitedTry tries(int requests, int tokens) {
        return new RateLimitedTry(
                settings(requests, tokens, Duration.ofMinutes(10)), waits::add, RateLimitedTryTest::answer);
    }

    @Test
    void withoutALimitNothingWaits() throws Exception {
        RateLimitedTry tries = tries(0, 0);
        for (int i = 0; i < 100; i++) {
            assertThat(tries.call(ASK, budget)).isInstanceOf(ModelOutcome.Answered.class);
        }
        assertThat(waits).isEmpty();
    }

    @Test
    void requestsAreSpreadOverTheMinute() throws Exception {
        RateLimitedTry tries = tries(60, 0);
        for (int i = 0; i < 4; i++) {
            assertThat(tries.call(ASK, budget)).isInstanceOf(ModelOutcome.Answered.class);
        }
        assertThat(waits).hasSize(3);
        for (int i = 0; i < 3; i++) {
            Duration due = Duration.ofSeconds(i + 1);
            assertThat(waits.get(i)).isBetween(due.minus(SLACK), due);
        }
    }

    @Test
    void manyRequestsAMinuteComeInStepsAndAreAsMany() throws Exception {
        RateLimitedTry tries = tries(6_000, 0);
        for (int i = 0; i < 1_001; i++) {
            tries.call(ASK, budget);
        }
        assertThat(waits.getLast()).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(10));
    }

    @Test
    void theTokensOfATryHoldUpTheNextOne() throws Exception {
        // 8 of the prompt and 100 of the answer, at 108 a second.
        RateLimitedTry tries = tries(0, 6_480);
        tries.call(ASK, budget);
        assertThat(waits).isEmpty();
        tries.call(ASK, budget);
        assertThat(waits).hasSize(1);
        assertThat(waits.getFirst()).isBetween(Duration.ofMillis(500), Duration.ofMillis(1_010));
    }

    @Test
    void theLongerWaitCounts() throws Exception {
        RateLimitedTry tries = tries(6, 6_480);
        tries.call(ASK, budget);
        tries.call(ASK, budget);
        assertThat(waits.getFirst()).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(10));
    }

    @Test
    void whoWouldWaitTooLongIsTold() throws Exception {
        RateLimitedTry tries =
                new RateLimitedTry(settings(1, 0, Duration.ofSeconds(5)), waits::add, RateLimitedTryTest::answer);
        tries.call(ASK, budget);
        assertThat(tries.call(ASK, budget)).isInstanceOfSatisfying(ModelOutcome.Failed.class, failed -> {
            assertThat(failed.failureClass()).isEqualTo(FailureClass.MODEL_RATE_LIMITED);
            assertThat(failed.message()).isEqualTo("h: no request within 5 s at the rate it is configured for");
            assertThat(failed.usage()).isEqualTo(ModelUsage.NONE);
        });
        assertThat(waits).isEmpty();
    }

    @Test
    void theEarliestAttemptGoesFirst() throws Exception {
        Semaphore permits = new Semaphore(0);
        List<String> order = new CopyOnWriteArrayList<>();
        RateLimitedTry tries = new RateLimitedTry(
                settings(60, 0, Duration.ofMinutes(10)), wait -> permits.acquire(), (request, budget) -> {
                    order.add(((Message.User) request.messages().getFirst()).text());
                    return answer(request, budget);
                });
        tries.call(ASK, budget);
        List<CallBudget> attempts = List.of(budget(), budget(), budget());
        waiting(tries, "holds", attempts.get(0));
        waiting(tries, "late", attempts.get(2));
        waiting(tries, "early", attempts.get(1));
        for (int sent = 2; sent <= 4; sent++) {
            permits.release();
            Awaitility.await().until(order::size, Predicate.isEqual(sent));
        }
        assertThat(order.subList(1, 4)).containsExactly("holds", "early", "late");
    }

    private static CallBudget budget() {
        return new CallBudget(1_000_000, 1_000_000);
    }

    private static void waiting(RateLimitedTry tries, String question, CallBudget budget) {
        ModelRequest request = ModelRequest.text(List.of(new Message.User(question)), 100);
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                tries.call(request, budget);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Awaitility.await()
                .until(() ->
                        caller.getState() == Thread.State.WAITING || caller.getState() == Thread.State.TIMED_WAITING);
    }

    @Test
    void negativeLimitsAreRefused() {
        assertThatThrownBy(() -> new RateLimits(-1, 0)).hasMessageContaining("requestsPerMinute");
        assertThatThrownBy(() -> new RateLimits(0, -1)).hasMessageContaining("tokensPerMinute");
    }
}
