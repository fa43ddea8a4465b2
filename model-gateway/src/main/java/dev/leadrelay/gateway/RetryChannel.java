package dev.leadrelay.gateway;

import dev.leadrelay.schemas.records.FailureClass;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** Repeats a failed try a bounded number of times, further and further apart. */
final class RetryChannel implements ModelChannel {
    private static final Set<FailureClass> TRANSIENT =
            EnumSet.of(FailureClass.MODEL_TIMEOUT, FailureClass.MODEL_ERROR, FailureClass.MODEL_RATE_LIMITED);

    private final ModelSettings.Retry settings;
    private final IntervalFunction backoff;
    private final Sleeper sleeper;
    private final ModelChannel next;

    RetryChannel(ModelSettings.Retry settings, Sleeper sleeper, ModelChannel next) {
        this.settings = settings;
        this.backoff =
                IntervalFunction.ofExponentialRandomBackoff(settings.firstDelay(), 2.0, 0.5, settings.maxDelay());
        this.sleeper = sleeper;
        this.next = next;
    }

    @Override
    public ModelOutcome call(ModelRequest request, CallBudget budget) throws InterruptedException {
        ModelUsage usage = ModelUsage.NONE;
        String before = "";
        for (int attempt = 1; ; attempt++) {
            ModelOutcome outcome = next.call(request, budget);
            usage = usage.plus(outcome.usage());
            switch (outcome) {
                case ModelOutcome.Answered answered -> {
                    return answered.withUsage(usage);
                }
                case ModelOutcome.Failed failed -> {
                    if (!again(failed, attempt)) {
                        String message = failed.message() + before;
                        return new ModelOutcome.Failed(failed.failureClass(), message, usage, failed.retryAfter());
                    }
                    before = ", after " + attempt + (attempt == 1 ? " failed try" : " failed tries");
                    sleeper.sleep(delay(failed, attempt));
                }
            }
        }
    }

    private boolean again(ModelOutcome.Failed failed, int attempt) {
        Duration asked = failed.retryAfter();
        return attempt < settings.maxTries()
                && TRANSIENT.contains(failed.failureClass())
                && (asked == null || asked.compareTo(settings.maxRetryAfter()) <= 0);
    }

    private Duration delay(ModelOutcome.Failed failed, int attempt) {
        Duration own = Duration.ofMillis(backoff.apply(attempt));
        Duration asked = failed.retryAfter();
        // All who were told the same second would come back together: part of our own delay on top of it.
        return asked == null ? own : asked.plus(own.dividedBy(4));
    }
}
