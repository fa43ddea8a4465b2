package dev.leadrelay.gateway;

/** Takes a request to a model and brings back what became of it. Implementations are thread-safe. */
@FunctionalInterface
public interface ModelChannel {
    /**
     * Blocks until the model has answered or the call has failed for good.
     *
     * @param budget what the attempt may still spend; every try is charged to it
     * @throws InterruptedException when the calling thread is interrupted; what was in flight is charged
     */
    ModelOutcome call(ModelRequest request, CallBudget budget) throws InterruptedException;
}
