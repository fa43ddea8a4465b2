package dev.leadrelay.gateway;

import dev.leadrelay.schemas.records.FailureClass;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks the next provider where the failure table says so. Usage sums over all that were asked. */
final class FailoverChannel implements ModelChannel {
    private static final Set<FailureClass> NEXT_PROVIDER = EnumSet.of(
            FailureClass.MODEL_TIMEOUT,
            FailureClass.MODEL_ERROR,
            FailureClass.MODEL_RATE_LIMITED,
            FailureClass.MODEL_UNAVAILABLE,
            FailureClass.MODEL_QUOTA,
            FailureClass.MODEL_REFUSED);

    private final List<? extends ModelChannel> providers;

    FailoverChannel(List<? extends ModelChannel> providers) {
        if (providers.isEmpty()) {
            throw new IllegalArgumentException("at least one model provider is needed");
        }
        this.providers = List.copyOf(providers);
    }

    @Override
    public ModelOutcome call(ModelRequest request, CallBudget budget) throws InterruptedException {
        ModelUsage usage = ModelUsage.NONE;
        ModelOutcome.@Nullable Failed telling = null;
        for (ModelChannel provider : providers) {
            ModelOutcome outcome = provider.call(request, budget);
            usage = usage.plus(outcome.usage());
            switch (outcome) {
                case ModelOutcome.Answered answered -> {
                    return answered.withUsage(usage);
                }
                case ModelOutcome.Failed failed -> {
                    // That a provider was left alone says less than what another one said.
                    if (telling == null || failed.failureClass() != FailureClass.MODEL_UNAVAILABLE) {
                        telling = failed;
                    }
                    if (!NEXT_PROVIDER.contains(failed.failureClass())) {
                        return failed.withUsage(usage);
                    }
                }
            }
        }
        if (telling == null) {
            throw new IllegalStateException("no provider was asked");
        }
        return telling.withUsage(usage);
    }
}
