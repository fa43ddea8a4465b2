package dev.leadrelay.gateway;

import dev.leadrelay.schemas.records.FailureClass;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Sends each try, the repeated ones too, at the pace that its provider was found to admit. */
final class PacedTry implements ModelChannel {
    private final ModelSettings settings;
    private final Pace pace;
    private final LongSupplier nanoTime;
    private final ModelChannel next;

    PacedTry(ModelSettings settings, Pace pace, LongSupplier nanoTime, ModelChannel next) {
        this.settings = settings;
        this.pace = pace;
        this.nanoTime = nanoTime;
        this.next = next;
    }

    @Override
    public ModelOutcome call(ModelRequest request, CallBudget budget) throws InterruptedException {
        if (!pace.await(budget.rank(), settings.maxWait())) {
            return tooLate();
        }
        long sentAt = nanoTime.getAsLong();
        ModelOutcome outcome = next.call(request, budget);
        switch (outcome) {
            case ModelOutcome.Answered answered -> pace.admitted();
            case ModelOutcome.Failed failed -> note(failed, sentAt);
        }
        return outcome;
    }

    private void note(ModelOutcome.Failed failed, long sentAt) {
        if (failed.failureClass() == FailureClass.MODEL_RATE_LIMITED) {
            pace.refused(sentAt, shortened(failed.retryAfter()));
        } else if (failed.usage().calls() > 0) {
            // A server error, a refusal of the content and the like: the rate was all right.
            pace.admitted();
        }
    }

    /** A provider that asks for an hour fails the calls instead, so that the next one is asked or the agent pauses. */
    private @Nullable Duration shortened(@Nullable Duration retryAfter) {
        Duration most = settings.retry().maxRetryAfter();
        return retryAfter == null || retryAfter.compareTo(most) <= 0 ? retryAfter : most;
    }

    private ModelOutcome.Failed tooLate() {
        String message = settings.provider() + ": no request within "
                + settings.maxWait().toSeconds() + " s at the rate it admits";
        return new ModelOutcome.Failed(FailureClass.MODEL_RATE_LIMITED, message, ModelUsage.NONE, null);
    }
}
