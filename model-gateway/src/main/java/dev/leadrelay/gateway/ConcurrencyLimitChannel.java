package dev.leadrelay.gateway;

import dev.leadrelay.schemas.records.FailureClass;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.core.exception.AcquirePermissionCancelledException;
import org.jspecify.annotations.Nullable;

/** Lets a bounded number of calls through at a time, the others in the order they came. */
final class ConcurrencyLimitChannel implements ModelChannel {
    private final Bulkhead bulkhead;
    private final int max;
    private final ModelChannel next;

    ConcurrencyLimitChannel(ModelSettings settings, ModelChannel next) {
        this.max = settings.maxConcurrent();
        this.bulkhead = Bulkhead.of(
                settings.provider(),
                BulkheadConfig.custom()
                        .maxConcurrentCalls(settings.maxConcurrent())
                        .maxWaitDuration(settings.maxWait())
                        .fairCallHandlingStrategyEnabled(true)
                        .writableStackTraceEnabled(false)
                        .build());
        this.next = next;
    }

    @Override
    public ModelOutcome call(ModelRequest request, CallBudget budget) throws InterruptedException {
        ModelOutcome.Failed refused = enter();
        if (refused != null) {
            return refused;
        }
        try {
            return next.call(request, budget);
        } finally {
            bulkhead.onComplete();
        }
    }

    private ModelOutcome.@Nullable Failed enter() throws InterruptedException {
        try {
            bulkhead.acquirePermission();
            return null;
        } catch (BulkheadFullException e) {
            String message = bulkhead.getName() + ": no turn within "
                    + bulkhead.getBulkheadConfig().getMaxWaitDuration().toSeconds() + " s, " + max
                    + " calls are in flight";
            return new ModelOutcome.Failed(FailureClass.MODEL_RATE_LIMITED, message, ModelUsage.NONE, null);
        } catch (AcquirePermissionCancelledException e) {
            // Resilience4j leaves the flag set; the exception carries it from here on.
            Thread.interrupted();
            throw new InterruptedException();
        }
    }

    int inFlight() {
        return max - bulkhead.getMetrics().getAvailableConcurrentCalls();
    }
}
