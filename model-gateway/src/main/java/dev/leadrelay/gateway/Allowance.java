package dev.leadrelay.gateway;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says, with a reply, is left of its limits.
 *
 * @param requests null when it did not say
 * @param tokens null when it did not say
 */
record Allowance(@Nullable Left requests, @Nullable Left tokens) {
    /** It said nothing. */
    static final Allowance UNSTATED = new Allowance(null, null);

    /**
     * What is left of one limit.
     *
     * @param amount of requests or tokens, never negative
     * @param reset until the whole of the limit is there again, never negative
     */
    record Left(long amount, Duration reset) {}
}
