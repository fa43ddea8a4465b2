package dev.leadrelay.gateway;

import dev.leadrelay.schemas.records.FailureClass;

/** Lets a bounded number of calls through at a time; of those that wait, the one of the earliest attempt goes first. */
final class ConcurrencyLimitChannel implements ModelChannel {
    private final ModelSettings settings;
    private final Turns turns;
    private final ModelChannel next;

    ConcurrencyLimitChannel(ModelSettings settings, ModelChannel next) {
        this.settings = settings;
        this.turns = new Turns(settings.maxConcurrent());
        this.next = next;
    }

    @Override
    public ModelOutcome call(ModelRequest request, CallBudget budget) throws InterruptedException {
        if (!turns.take(budget.rank(), settings.maxWait())) {
            return noTurn();
        }
        try {
            return next.call(request, budget);
        } finally {
            turns.giveBack();
        }
    }

    private ModelOutcome.Failed noTurn() {
        String message = settings.provider() + ": no turn within "
                + settings.maxWait().toSeconds() + " s, " + settings.maxConcurrent() + " calls are in flight";
        return new ModelOutcome.Failed(FailureClass.MODEL_RATE_LIMITED, message, ModelUsage.NONE, null);
    }

    int inFlight() {
        return turns.taken();
    }
}
