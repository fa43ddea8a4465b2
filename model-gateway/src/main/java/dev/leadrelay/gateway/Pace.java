package dev.leadrelay.gateway;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * When the next request may go to a provider: evenly at the rate it was found to admit, not before the time it asked to wait for, and
 * not while it says that too little is left of its limits. Of those that wait, the one of the earliest attempt goes first. Thread-safe.
 */
final class Pace {
    /** A limit by the minute is whole again in less, and it is a small part of the time that an attempt has. */
    static final Duration LONGEST_STATED_WAIT = Duration.ofSeconds(90);

    private static final double NANOS = 1e9;

    private final RankedLine line = new RankedLine();
    private final LearnedRate rate = new LearnedRate();
    private final StatedLimit requests = new StatedLimit(LONGEST_STATED_WAIT);
    private final StatedLimit tokens = new StatedLimit(LONGEST_STATED_WAIT);
    private final LongSupplier nanoTime;
    private long nextFree;

    Pace(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.nextFree = nanoTime.getAsLong();
    }

    /**
     * A request that went out.
     *
     * @param at when, in nanoseconds of the clock given
     */
    record Sent(long at, StatedLimit.Taken requests, StatedLimit.Taken tokens) {}

    /**
     * Waits until a request may go out.
     *
     * @param rank the lowest goes first; among equals the one that came first
     * @param amount of tokens it will probably count as, its longest answer included
     * @return null when that was not in time
     */
    @Nullable
    Sent await(long rank, long amount, Duration patience) throws InterruptedException {
        Departure departure = new Departure(amount);
        return line.await(rank, patience, departure) ? departure.sent : null;
    }

    /** The provider took a request and answered. */
    void answered(Sent sent, Allowance said) {
        line.change(() -> {
            long now = nanoTime.getAsLong();
            rate.admitted(now);
            if (said.requests() == null) {
                requests.forget();
            }
            if (said.tokens() == null) {
                tokens.forget();
            }
            said(sent, said, now);
        });
    }

    /** The provider took a request, and something else went wrong: where it says nothing, that may be somebody else's reply. */
    void failed(Sent sent, Allowance said) {
        line.change(() -> {
            long now = nanoTime.getAsLong();
            rate.admitted(now);
            said(sent, said, now);
        });
    }

    /**
     * The provider refused a request for its rate.
     *
     * @param retryAfter how long nothing shall be sent, if it said so
     */
    void refused(Sent sent, @Nullable Duration retryAfter, Allowance said) {
        line.change(() -> {
            long now = nanoTime.getAsLong();
            // After a lone refusal among many answers only the call itself waits: it is no reason for the others.
            if (rate.refused(sent.at(), now) && retryAfter != null && now + retryAfter.toNanos() - nextFree > 0) {
                nextFree = now + retryAfter.toNanos();
            }
            said(sent, said, now);
            requests.refused();
            tokens.refused();
        });
    }

    /** Nobody knows what became of a request. */
    void lost(Sent sent) {
        line.change(() -> said(sent, Allowance.UNSTATED, nanoTime.getAsLong()));
    }

    private void said(Sent sent, Allowance said, long now) {
        requests.ended(sent.requests());
        tokens.ended(sent.tokens());
        if (said.requests() != null) {
            requests.said(said.requests(), sent.requests(), now);
        }
        if (said.tokens() != null) {
            tokens.said(said.tokens(), sent.tokens(), now);
        }
    }

    /** One request at the front of the line; guarded by the line's lock. */
    private final class Departure implements RankedLine.Gate {
        private final long amount;
        private @Nullable Sent sent;

        Departure(long amount) {
            this.amount = amount;
        }

        @Override
        public long pass() {
            long now = nanoTime.getAsLong();
            long stated = Math.max(requests.delay(now, 1), tokens.delay(now, amount));
            long wait = Math.max(nextFree - now, stated);
            if (wait <= 0) {
                double perSecond = rate.at(now);
                if (!Double.isInfinite(perSecond)) {
                    nextFree = now + (long) (NANOS / perSecond);
                }
                sent = new Sent(now, requests.take(1), tokens.take(amount));
            }
            return wait;
        }
    }
}
