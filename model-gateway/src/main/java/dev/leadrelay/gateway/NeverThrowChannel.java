package dev.leadrelay.gateway;

import dev.leadrelay.schemas.records.FailureClass;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The outermost backstop: whatever is thrown beneath becomes INTERNAL. Only interrupts pass. */
final class NeverThrowChannel implements ModelChannel {
    private static final Logger LOG = LoggerFactory.getLogger(NeverThrowChannel.class);
    private final ModelChannel next;

    NeverThrowChannel(ModelChannel next) {
        this.next = next;
    }

    @Override
    public ModelOutcome call(ModelRequest request, CallBudget budget) throws InterruptedException {
        try {
            return next.call(request, budget);
        } catch (InterruptedException e) {
            throw e;
        } catch (Throwable e) {
            LOG.error("A model call ended in a defect of the gateway", e);
            String message = "defect in the model gateway: " + e.getClass().getSimpleName();
            return new ModelOutcome.Failed(FailureClass.INTERNAL, message, ModelUsage.NONE, null);
        }
    }
}
