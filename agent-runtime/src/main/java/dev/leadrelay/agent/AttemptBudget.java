package dev.leadrelay.agent;

/**
 * What an attempt may still spend. Immutable.
 *
 * @param tokens prompt and completion together; never negative
 * @param costMicros in millionths of the currency unit; never negative
 */
public record AttemptBudget(long tokens, long costMicros) {

    /** True when not even one more call can be paid. */
    public boolean isExhausted() {
        return tokens <= 0 || costMicros <= 0;
    }
}
