package dev.leadrelay.gateway;

import java.time.Duration;

/**
 * What is left of one limit, requests or tokens, as far as the provider says so with its replies. Until it does, nothing waits.
 *
 * <p>A reply is older than what was sent after its request: that is taken off. When the time comes at which the provider says the limit
 * is whole again, there is as much as most of what it ever said, for as long again, until a reply to what was sent since says better: so
 * replies that take longer than the limit's own time hold nobody up. After a refusal that much is not known, and one request finds out.
 * At least one may pass each time, so no statement holds for more than the longest wait.
 *
 * <p>Pure: time is given, in nanoseconds of one clock. Not thread-safe.
 */
final class StatedLimit {
    /** How long what is left holds where the provider says that the limit is whole at once: it rounds, or the reply took its time. */
    private static final long AT_ONCE = Duration.ofSeconds(1).toNanos();

    private final long longestWait;
    private boolean stated;
    private long left;
    private long wholeAt;
    private boolean untouched;
    /** All that was ever taken, of it what was taken before the limit was last whole, and what was taken since and is not answered. */
    private long taken;

    private long takenBefore;
    private long inFlight;
    /** Replies to what was taken up to here are known, or of the time before the limit was whole. */
    private long heardThrough;
    /** The most that was ever left, what its request took included; 0 where that is no good guess. */
    private long most;
    /** The longest time until it is whole that was said since it last was, or before that when nothing was said since. */
    private long time;

    private boolean timeSaid;

    /** @param longestWait whatever the provider says */
    StatedLimit(Duration longestWait) {
        this.longestWait = longestWait.toNanos();
    }

    /**
     * What a request took.
     *
     * @param through all that was taken before it and by itself
     */
    record Taken(long through, long amount) {}

    /** Nanoseconds after which a request that takes so much should ask again; 0 when it may go now. */
    long delay(long now, long amount) {
        if (!stated) {
            return 0;
        }
        if (now - wholeAt >= 0) {
            becomeWhole(now);
        }
        return untouched || left >= amount ? 0 : wholeAt - now;
    }

    private void becomeWhole(long now) {
        left = Math.max(left, most);
        wholeAt = now + time;
        untouched = true;
        takenBefore = taken;
        inFlight = 0;
        heardThrough = taken;
        timeSaid = false;
    }

    /** A request goes out. */
    Taken take(long amount) {
        taken += amount;
        inFlight += amount;
        left -= amount;
        untouched = false;
        return new Taken(taken, amount);
    }

    /** There will be no more word of what that request took. */
    void ended(Taken by) {
        inFlight -= by.through() > takenBefore ? by.amount() : 0;
    }

    /** What the reply to that request, which has ended, says. */
    void said(Allowance.Left said, Taken by, long now) {
        if (said.amount() == 0 && said.reset().isZero()) {
            forget();
            return;
        }
        long reset = said.reset().isZero() ? AT_ONCE : Math.min(said.reset().toNanos(), longestWait);
        // It will not be whole at the end of a wait that was cut short.
        most = reset < longestWait ? Math.max(most, said.amount() + by.amount()) : 0;
        if (!stated || by.through() > heardThrough) {
            heardThrough = by.through();
            left = leftOf(said.amount(), taken - by.through());
            wholeAt = now + reset;
            time = timeSaid ? Math.max(time, reset) : reset;
            timeSaid = true;
            stated = true;
        }
    }

    /**
     * Requests overtake each other on the way, and some providers look at what is left when they reply: of those in flight nobody knows
     * which it had counted. What is known already stands where it lies between none of them and all those sent before.
     */
    private long leftOf(long amount, long sentSince) {
        long atMost = amount - sentSince;
        return stated ? Math.clamp(left, Math.min(atMost, amount - inFlight), atMost) : atMost;
    }

    /** The provider said nothing, or that there is nothing to wait for. */
    void forget() {
        stated = false;
    }

    /** A request was refused, for this limit or for another one. */
    void refused() {
        most = 0;
    }
}
