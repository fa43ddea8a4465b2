package dev.leadrelay.gateway;

import dev.leadrelay.schemas.records.FailureClass;
import java.util.EnumSet;
import java.util.Set;

/**
 * Tells an outage of the provider from one call's bad luck: after a timeout or a server error a probe is asked, which all calls that
 * fail meanwhile share. When it is not answered either, the provider is not to be had, and further tries would only be a herd.
 */
final class OutageTry implements ModelChannel {
    private static final Set<FailureClass> PERHAPS = EnumSet.of(FailureClass.MODEL_TIMEOUT, FailureClass.MODEL_ERROR);

    private final ChatProvider provider;
    private final ModelChannel next;
    private final SharedProbe probes = new SharedProbe();

    OutageTry(ChatProvider provider, ModelChannel next) {
        this.provider = provider;
        this.next = next;
    }

    @Override
    public ModelOutcome call(ModelRequest request, CallBudget budget) throws InterruptedException {
        ModelOutcome outcome = next.call(request, budget);
        return switch (outcome) {
            case ModelOutcome.Answered answered -> answered;
            case ModelOutcome.Failed failed ->
                PERHAPS.contains(failed.failureClass()) && !probes.call(provider::answers) ? outage(failed) : failed;
        };
    }

    private static ModelOutcome.Failed outage(ModelOutcome.Failed failed) {
        return new ModelOutcome.Failed(
                FailureClass.MODEL_UNAVAILABLE,
                failed.message() + "; a probe is not answered either",
                failed.usage(),
                failed.retryAfter());
    }
}
