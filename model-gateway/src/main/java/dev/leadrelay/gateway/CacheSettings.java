package dev.leadrelay.gateway;

import java.time.Duration;

/**
 * Which answers are kept, to be shared with calls that ask the same.
 *
 * @param maxEntries answers kept at most; 0 switches the cache off, and with it the sharing of calls in flight
 * @param maxBytes of their texts together at most, counted as two bytes a character
 * @param timeToLive an answer is not given any more so long after it came; its memory is freed by the calls that follow
 */
public record CacheSettings(int maxEntries, long maxBytes, Duration timeToLive) {
    /** Nothing is kept, each call is made. */
    public static final CacheSettings OFF = new CacheSettings(0, 64L * 1024 * 1024, Duration.ofHours(1));

    private static final int LEAST_BYTES = 1024;

    /**
     * Checks every bound.
     *
     * @throws IllegalArgumentException with one line that names the setting
     */
    public CacheSettings {
        check(maxEntries >= 0, "cache.max-entries must be 0 (off) or more, is " + maxEntries);
        check(
                maxBytes >= LEAST_BYTES && maxBytes <= Integer.MAX_VALUE,
                "cache.max-bytes must be " + LEAST_BYTES + " to " + Integer.MAX_VALUE + ", is " + maxBytes);
        check(
                !timeToLive.isNegative() && !timeToLive.isZero(),
                "cache.time-to-live must be positive, is " + timeToLive);
    }

    boolean isOn() {
        return maxEntries > 0;
    }

    private static void check(boolean valid, String message) {
        if (!valid) {
            throw new IllegalArgumentException(message);
        }
    }
}
