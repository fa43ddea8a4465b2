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
        int refused = 0;
        for (int attempt = 1; ; attempt++) {
            ModelOutcome outcome = next.call(request, budget);
            usage = usage.plus(outcome.usage());
            switch (outcome) {
                case ModelOutcome.Answered answered -> {
                    return answered.withUsage(usage);
                }
                case ModelOutcome.Failed failed -> {
                    refused += failed.failureClass() == FailureClass.MODEL_RATE_LIMITED ? 1 : 0;
                    if (!again(failed, attempt - refused, refused)) {
                        String message = failed.message() + before;
                        return new ModelOutcome.Failed(failed.failureClass(), message, usage, failed.retryAfter());
                    }
                    before = ", after " + attempt + (attempt == 1 ? " failed try" : " failed tries");
                    sleeper.sleep(delay(failed, attempt));
                }
            }
        }
    }

    /** A request that was refused for its rate says nothing about the next one: those have a bound of their own. */
    private boolean again(ModelOutcome.Failed failed, int failures, int refused) {
        Duration asked = failed.retryAfter();
        return failures < settings.maxTries()
                && refused <= settings.maxRateLimited()
                && TRANSIENT.contains(failed.failureClass())
                // Without a request there was no turn in time: trying again would wait as long again.
                && failed.usage().calls() > 0
                && (asked == null || asked.compareTo(settings.maxRetryAfter()) <= 0);
    }

    private Duration delay(ModelOutcome.Failed failed, int attempt) {
        Duration own = Duration.ofMillis(backoff.apply(attempt));
        Duration asked = failed.retryAfter();
        // All who were told the same second would come back together: part of our own delay on top of it.
        return asked == null ? own : asked.plus(own.dividedBy(4));
    }
}
