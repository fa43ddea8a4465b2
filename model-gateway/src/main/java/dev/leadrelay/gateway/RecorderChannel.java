package dev.leadrelay.gateway;

import java.time.Clock;
import java.time.Instant;

/** Tells the attempt's listener of each call. */
final class RecorderChannel implements ModelChannel {
    private final ModelCallListener listener;
    private final Clock clock;
    private final ModelChannel next;

    RecorderChannel(ModelCallListener listener, Clock clock, ModelChannel next) {
        this.listener = listener;
        this.clock = clock;
        this.next = next;
    }

    @Override
    public ModelOutcome call(ModelRequest request, CallBudget budget) throws InterruptedException {
        Instant startedAt = clock.instant();
        ModelOutcome outcome = next.call(request, budget);
        listener.ended(request, outcome, startedAt, clock.instant());
        return outcome;
    }
}
