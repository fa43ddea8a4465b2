package dev.leadrelay.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What one attempt may spend on models, in tokens and money. Tries reserve the most they can cost and settle what they
 * did cost, so that calls side by side never overspend together. Thread-safe.
 */
public final class CallBudget {
    private static final AtomicLong BEGUN = new AtomicLong();

    private final long rank = BEGUN.getAndIncrement();
    private final long maxTokens;
    private final long maxCostMicros;
    private final List<ProviderSpend> spend = new ArrayList<>();
    private ModelUsage spent = ModelUsage.NONE;
    private long reservedTokens;
    private long reservedCostMicros;

    /**
     * A fresh budget.
     *
     * @param maxTokens prompt and completion tokens together
     * @param maxCostMicros in millionths of the currency unit
     */
    public CallBudget(long maxTokens, long maxCostMicros) {
        this.maxTokens = maxTokens;
        this.maxCostMicros = maxCostMicros;
    }

    /** What has been spent so far, failed tries included. */
    public synchronized ModelUsage spent() {
        return spent;
    }

    /** Place of the attempt in the order in which attempts began; where calls wait, the lowest goes first. */
    long rank() {
        return rank;
    }

    /** Whether that much more could be reserved now. */
    synchronized boolean covers(long tokens, long costMicros) {
        return spent.tokens() + reservedTokens + tokens <= maxTokens
                && spent.costMicros() + reservedCostMicros + costMicros <= maxCostMicros;
    }

    /** Sets that much aside; false, and nothing is set aside, when there is not as much left. */
    synchronized boolean reserve(long tokens, long costMicros) {
        if (!covers(tokens, costMicros)) {
            return false;
        }
        reservedTokens += tokens;
        reservedCostMicros += costMicros;
        return true;
    }

    /** Gives a reservation back and books what was really spent there. */
    synchronized void settle(long tokens, long costMicros, ProviderSpend actual) {
        reservedTokens -= tokens;
        reservedCostMicros -= costMicros;
        spent = spent.plus(actual.usage());
        for (int i = 0; i < spend.size(); i++) {
            if (spend.get(i).isAt(actual.provider(), actual.model())) {
                spend.set(i, spend.get(i).plus(actual.usage()));
                return;
            }
        }
        spend.add(actual);
    }

    /** The same as {@link #spent} by provider and model, in the order in which they were first asked. */
    public synchronized List<ProviderSpend> spend() {
        return List.copyOf(spend);
    }

    /** What is left, for messages. */
    synchronized String describe() {
        return (maxTokens - spent.tokens() - reservedTokens) + " of " + maxTokens + " tokens and "
                + (maxCostMicros - spent.costMicros() - reservedCostMicros) + " of " + maxCostMicros
                + " cost micros are left";
    }
}
