package dev.leadrelay.gateway;

import dev.leadrelay.schemas.records.FailureClass;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a provider out that has no credit left or does not accept the key: one alert instead of one failed request per call. It is asked
 * again by one call after a while, or when a probe was good.
 */
final class QuotaChannel implements ModelChannel {
    private static final Logger LOG = LoggerFactory.getLogger(QuotaChannel.class);
    private static final Duration ASK_AGAIN = Duration.ofMinutes(5);

    private final String provider;
    private final Clock clock;
    private final ModelChannel next;
    private final AtomicReference<@Nullable Out> out = new AtomicReference<>();

    QuotaChannel(String provider, Clock clock, ModelChannel next) {
        this.provider = provider;
        this.clock = clock;
        this.next = next;
    }

    /** Since when and why; {@code askAgainAt} is when one call may find out whether that has changed. */
    private record Out(Instant since, Instant askAgainAt, String why) {}

    @Override
    public ModelOutcome call(ModelRequest request, CallBudget budget) throws InterruptedException {
        Out known = out.get();
        if (known != null && !mayAsk(known)) {
            String message = provider + " is out since " + known.since() + ": " + known.why();
            return new ModelOutcome.Failed(FailureClass.MODEL_QUOTA, message, ModelUsage.NONE, null);
        }
        ModelOutcome outcome = next.call(request, budget);
        switch (outcome) {
            case ModelOutcome.Failed failed -> {
                if (failed.failureClass() == FailureClass.MODEL_QUOTA) {
                    takeOut(failed);
                }
            }
            case ModelOutcome.Answered answered -> {
                // What had been sent before it was taken out says nothing about now.
                if (known != null) {
                    readmit();
                }
            }
        }
        return outcome;
    }

    /** A probe was good, which says nothing about credit: one call may find out. */
    void admitTrial() {
        out.updateAndGet(known -> known == null ? null : new Out(known.since(), clock.instant(), known.why()));
    }

    private void readmit() {
        if (out.getAndSet(null) != null) {
            LOG.info("{} answers again and is back", provider);
        }
    }

    boolean isOut() {
        return out.get() != null;
    }

    private boolean mayAsk(Out known) {
        Instant now = clock.instant();
        return !now.isBefore(known.askAgainAt())
                && out.compareAndSet(known, new Out(known.since(), now.plus(ASK_AGAIN), known.why()));
    }

    private void takeOut(ModelOutcome.Failed failed) {
        Instant now = clock.instant();
        if (out.compareAndSet(null, new Out(now, now.plus(ASK_AGAIN), failed.message()))) {
            LOG.error(
                    "ALERT {} is taken out: {}; check its key and its credit. It is asked again in {} minutes",
                    provider,
                    failed.message(),
                    ASK_AGAIN.toMinutes());
        }
    }
}
