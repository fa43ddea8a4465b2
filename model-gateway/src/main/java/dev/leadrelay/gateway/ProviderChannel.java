package dev.leadrelay.gateway;

import java.time.Clock;
import java.util.function.LongSupplier;

/** Everything in front of one provider: quota, concurrency limit, breaker, retry, and the try with its outage check, rate limit, pace and charge. The timeout is the try's own. */
final class ProviderChannel implements ModelChannel, AutoCloseable {
    private final ModelSettings settings;
    private final ChatProvider provider;
    private final ConcurrencyLimitChannel limit;
    private final QuotaChannel quota;
    private final BreakerChannel breaker;

    ProviderChannel(
            ModelSettings settings, ChatProvider provider, Clock clock, LongSupplier nanoTime, Sleeper sleeper) {
        this.settings = settings;
        this.provider = provider;
        ModelChannel paced = new PacedTry(settings, new Pace(nanoTime), new ChargedTry(settings, provider, nanoTime));
        ModelChannel limited = new RateLimitedTry(settings, sleeper, paced);
        ModelChannel tries = new RetryChannel(settings.retry(), sleeper, new OutageTry(provider, limited));
        this.breaker = new BreakerChannel(settings, clock, sleeper, tries);
        this.limit = new ConcurrencyLimitChannel(settings, breaker);
        this.quota = new QuotaChannel(settings.provider(), clock, limit);
    }

    @Override
    public ModelOutcome call(ModelRequest request, CallBudget budget) throws InterruptedException {
        return quota.call(request, budget);
    }

    boolean probe() throws InterruptedException {
        boolean answers = provider.answers();
        if (answers) {
            breaker.admitTrials();
            quota.admitTrial();
        }
        return answers;
    }

    Prices prices() {
        return new Prices(settings.promptMicrosPerMillionTokens(), settings.completionMicrosPerMillionTokens());
    }

    ProviderState state() {
        ProviderState.Breaker state = switch (breaker.state()) {
            case OPEN, FORCED_OPEN -> ProviderState.Breaker.OPEN;
            case HALF_OPEN -> ProviderState.Breaker.TRYING;
            case CLOSED, DISABLED, METRICS_ONLY -> ProviderState.Breaker.CLOSED;
        };
        ProviderState.Breaker shown = quota.isOut() ? ProviderState.Breaker.OPEN : state;
        return new ProviderState(settings.provider(), shown, limit.inFlight(), settings.maxConcurrent());
    }

    @Override
    public void close() {
        provider.close();
    }
}
