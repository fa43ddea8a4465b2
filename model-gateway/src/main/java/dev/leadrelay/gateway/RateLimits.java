package dev.leadrelay.gateway;

/**
 * What a provider's contract allows one process, so that it need not refuse anything for its rate.
 *
 * @param requestsPerMinute tries, repeated ones too; 0 for no limit
 * @param tokensPerMinute of prompts and longest answers together; 0 for no limit
 */
public record RateLimits(int requestsPerMinute, int tokensPerMinute) {
    /** Nothing is known; the rate is learned from refusals. */
    public static final RateLimits NONE = new RateLimits(0, 0);

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException with one line that names the setting
     */
    public RateLimits {
        if (requestsPerMinute < 0) {
            throw new IllegalArgumentException("requestsPerMinute must not be negative, is " + requestsPerMinute);
        }
        if (tokensPerMinute < 0) {
            throw new IllegalArgumentException("tokensPerMinute must not be negative, is " + tokensPerMinute);
        }
    }
}
