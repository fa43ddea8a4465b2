package dev.leadrelay.gateway;

import dev.leadrelay.schemas.records.FailureClass;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Leaves a failing provider alone. Timeouts and server errors count against it, an outage opens at once; a limit, a refusal or a
 * rejected request is an answer. While trial calls are out, further ones wait for their result instead of failing.
 */
final class BreakerChannel implements ModelChannel {
    private static final Duration TRIAL_POLL = Duration.ofMillis(50);

    private final CircuitBreaker breaker;
    private final long maxTrialPolls;
    private final Sleeper sleeper;
    private final ModelChannel next;

    BreakerChannel(ModelSettings settings, Clock clock, Sleeper sleeper, ModelChannel next) {
        ModelSettings.Breaker config = settings.breaker();
        this.breaker = CircuitBreaker.of(
                settings.provider(),
                CircuitBreakerConfig.custom()
                        .slidingWindow(
                                config.window(), config.minCalls(), CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                        .failureRateThreshold(config.failurePercent())
                        .waitDurationInOpenState(config.openFor())
                        .permittedNumberOfCallsInHalfOpenState(config.trials())
                        .clock(clock)
                        .build());
        this.maxTrialPolls = Math.max(1, settings.timeout().toMillis() / TRIAL_POLL.toMillis());
        this.sleeper = sleeper;
        this.next = next;
    }

    @Override
    public ModelOutcome call(ModelRequest request, CallBudget budget) throws InterruptedException {
        if (!admitted()) {
            String message = breaker.getName() + " is failing and is left alone for now";
            return new ModelOutcome.Failed(FailureClass.MODEL_UNAVAILABLE, message, ModelUsage.NONE, null);
        }
        boolean judged = false;
        long start = breaker.getCurrentTimestamp();
        try {
            ModelOutcome outcome = next.call(request, budget);
            judged = judge(outcome, breaker.getCurrentTimestamp() - start);
            return outcome;
        } finally {
            if (!judged) {
                breaker.releasePermission();
            }
        }
    }

    private boolean admitted() throws InterruptedException {
        for (long poll = 0; poll <= maxTrialPolls; poll++) {
            if (breaker.tryAcquirePermission()) {
                return true;
            }
            if (breaker.getState() != CircuitBreaker.State.HALF_OPEN) {
                return false;
            }
            sleeper.sleep(TRIAL_POLL);
        }
        return false;
    }

    /** False when the outcome says nothing about the provider's health. */
    private boolean judge(ModelOutcome outcome, long elapsed) {
        TimeUnit unit = breaker.getTimestampUnit();
        if (outcome instanceof ModelOutcome.Failed failed) {
            switch (failed.failureClass()) {
                case MODEL_TIMEOUT, MODEL_ERROR -> {
                    breaker.onError(elapsed, unit, new ProviderFailure(failed.message()));
                    return true;
                }
                case MODEL_UNAVAILABLE -> {
                    breaker.onError(elapsed, unit, new ProviderFailure(failed.message()));
                    open();
                    return true;
                }
                case BUDGET_EXHAUSTED, MODEL_RATE_LIMITED, INTERNAL -> {
                    return false;
                }
                default -> {}
            }
        }
        breaker.onSuccess(elapsed, unit);
        return true;
    }

    private void open() {
        if (breaker.getState() != CircuitBreaker.State.OPEN) {
            breaker.transitionToOpenState();
        }
    }

    /** A probe was answered: trial calls may go out now. */
    void admitTrials() {
        if (breaker.getState() == CircuitBreaker.State.OPEN) {
            breaker.transitionToHalfOpenState();
        }
    }

    CircuitBreaker.State state() {
        return breaker.getState();
    }

    /** What the breaker counts; nobody throws it. */
    private static final class ProviderFailure extends Exception {
        ProviderFailure(String message) {
            super(message, null, false, false);
        }
    }
}
