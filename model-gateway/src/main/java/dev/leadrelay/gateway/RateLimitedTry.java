package dev.leadrelay.gateway;

import dev.leadrelay.schemas.records.FailureClass;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Sends each try, the repeated ones too, within the configured requests and tokens a minute, evenly. One try at a time waits for its
 * permit, the others for it: those of the earliest attempt go first, which a limiter alone does not know.
 */
final class RateLimitedTry implements ModelChannel {
    /** Permits come in steps of a tenth of a second, or one by one where they are rarer. */
    private static final int STEPS_PER_MINUTE = 600;

    private final ModelSettings settings;
    private final Turns line = new Turns(1);
    private final @Nullable RateLimiter requests;
    private final @Nullable RateLimiter tokens;
    private final Sleeper sleeper;
    private final ModelChannel next;

    RateLimitedTry(ModelSettings settings, Sleeper sleeper, ModelChannel next) {
        this.settings = settings;
        this.requests = limiter("requests", settings.rateLimits().requestsPerMinute());
        this.tokens = limiter("tokens", settings.rateLimits().tokensPerMinute());
        this.sleeper = sleeper;
        this.next = next;
    }

    private static @Nullable RateLimiter limiter(String name, int perMinute) {
        if (perMinute == 0) {
            return null;
        }
        int perStep = Math.max(1, perMinute / STEPS_PER_MINUTE);
        return RateLimiter.of(
                name,
                RateLimiterConfig.custom()
                        .limitForPeriod(perStep)
                        .limitRefreshPeriod(
                                Duration.ofNanos(Duration.ofMinutes(1).toNanos() / perMinute * perStep))
                        // Who waits too long is told here, not there.
                        .timeoutDuration(Duration.ofDays(1))
                        .build());
    }

    @Override
    public ModelOutcome call(ModelRequest request, CallBudget budget) throws InterruptedException {
        if (requests == null && tokens == null) {
            return next.call(request, budget);
        }
        if (!line.take(budget.rank(), settings.maxWait())) {
            return tooLate();
        }
        try {
            Duration wait = longer(reserve(requests, 1), reserve(tokens, 1));
            if (wait.compareTo(settings.maxWait()) > 0) {
                return tooLate();
            }
            if (wait.isPositive()) {
                sleeper.sleep(wait);
            }
            // The next try waits until these have come back. This one need not: what it takes was not used before it.
            reserve(tokens, PromptSize.tokens(request) + request.maxOutputTokens() - 1);
        } finally {
            line.giveBack();
        }
        return next.call(request, budget);
    }

    private static Duration reserve(@Nullable RateLimiter limiter, long permits) {
        if (limiter == null || permits < 1) {
            return Duration.ZERO;
        }
        long nanos = limiter.reservePermission((int) Math.min(permits, Integer.MAX_VALUE));
        return nanos < 0 ? Duration.ofDays(1) : Duration.ofNanos(nanos);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private ModelOutcome.Failed tooLate() {
        String message = settings.provider() + ": no request within "
                + settings.maxWait().toSeconds() + " s at the rate it is configured for";
        return new ModelOutcome.Failed(FailureClass.MODEL_RATE_LIMITED, message, ModelUsage.NONE, null);
    }
}
