package dev.leadrelay.gateway;

import dev.leadrelay.schemas.records.FailureClass;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Sends each try, the repeated ones too, at the pace that its provider was found to admit or says that it admits. */
final class PacedTry implements ModelChannel {
    private final ModelSettings settings;
    private final Pace pace;
    private final ChargedTry next;

    PacedTry(ModelSettings settings, Pace pace, ChargedTry next) {
        this.settings = settings;
        this.pace = pace;
        this.next = next;
    }

    @Override
    public ModelOutcome call(ModelRequest request, CallBudget budget) throws InterruptedException {
        long tokens = PromptSize.tokens(request) + request.maxOutputTokens();
        Pace.Sent sent = pace.await(budget.rank(), tokens, settings.maxWait());
        if (sent == null) {
            return tooLate();
        }
        boolean known = false;
        try {
            ChargedTry.Tried tried = next.call(request, budget);
            known = note(sent, tried);
            return tried.outcome();
        } finally {
            if (!known) {
                pace.lost(sent);
            }
        }
    }

    /** False when no request was sent. */
    private boolean note(Pace.Sent sent, ChargedTry.Tried tried) {
        return switch (tried.outcome()) {
            case ModelOutcome.Answered answered -> {
                pace.answered(sent, tried.allowance());
                yield true;
            }
            case ModelOutcome.Failed failed -> note(sent, failed, tried.allowance());
        };
    }

    private boolean note(Pace.Sent sent, ModelOutcome.Failed failed, Allowance said) {
        if (failed.failureClass() == FailureClass.MODEL_RATE_LIMITED) {
            pace.refused(sent, shortened(failed.retryAfter()), said);
        } else if (failed.usage().calls() > 0) {
            // A server error, a refusal of the content and the like: the rate was all right.
            pace.failed(sent, said);
        } else {
            return false;
        }
        return true;
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
