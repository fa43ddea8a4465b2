package dev.leadrelay.gateway;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;

/**
 * How to reach one provider and how to treat it.
 *
 * @param kind the API it speaks; default OPENAI
 * @param url base address of the API, for example {@code https://api.openai.com/v1}; an address without path gets the
 *     usual one of its kind
 * @param apiKey sent the way the kind wants it; never printed; anything but blank where the provider wants none
 * @param model name of the model as the provider knows it
 * @param provider name in provenance, metrics and messages; default: the host of the url
 * @param simulated true when it is known to be no real model; also detected from the replies; default false
 * @param timeout for one try, until the last byte of the reply; default 60 s
 * @param connectTimeout part of it for the connection; default 5 s
 * @param maxConcurrent calls in flight at most, others wait, those of the earliest attempt in front; default 256
 * @param maxWait how long a call waits for its turn; default 10 min
 * @param maxReplyBytes a longer reply is a broken one; default 4 MiB
 * @param promptMicrosPerMillionTokens price of what is sent; default 0
 * @param completionMicrosPerMillionTokens price of what is received; default 0
 * @param rateLimits requests and tokens a minute that are not exceeded; default none
 * @param retry how failed tries are repeated
 * @param breaker when a failing provider is left alone
 */
public record ModelSettings(
        ModelKind kind,
        URI url,
        String apiKey,
        String model,
        String provider,
        boolean simulated,
        Duration timeout,
        Duration connectTimeout,
        int maxConcurrent,
        Duration maxWait,
        int maxReplyBytes,
        long promptMicrosPerMillionTokens,
        long completionMicrosPerMillionTokens,
        RateLimits rateLimits,
        Retry retry,
        Breaker breaker) {

    /**
     * How failed tries are repeated.
     *
     * @param maxTries tries of one call at one provider, the first included, 1 to 3; default 3
     * @param maxRateLimited further tries of one call after one that was refused for its rate (429), 0 to 20; default 6
     * @param firstDelay before the second try, doubled before each further one, half to one and a half of it by chance;
     *     default 500 ms
     * @param maxDelay no wait of our own is longer; default 10 s
     * @param maxRetryAfter a Retry-After up to this is waited for, a longer one ends the call; default 30 s
     */
    public record Retry(
            int maxTries, int maxRateLimited, Duration firstDelay, Duration maxDelay, Duration maxRetryAfter) {
        public static final Retry DEFAULT =
                new Retry(3, 6, Duration.ofMillis(500), Duration.ofSeconds(10), Duration.ofSeconds(30));

        public Retry {
            check(maxTries >= 1 && maxTries <= 3, "retry.maxTries must be 1 to 3, is " + maxTries);
            check(
                    maxRateLimited >= 0 && maxRateLimited <= 20,
                    "retry.maxRateLimited must be 0 to 20, is " + maxRateLimited);
            check(isPositive(firstDelay), "retry.firstDelay must be positive, is " + firstDelay);
            check(maxDelay.compareTo(firstDelay) >= 0, "retry.maxDelay must not be below retry.firstDelay");
            check(!maxRetryAfter.isNegative(), "retry.maxRetryAfter must not be negative, is " + maxRetryAfter);
        }
    }

    /**
     * When a failing provider is left alone.
     *
     * @param window number of latest calls that are looked at; default 50
     * @param minCalls no judgement before so many; default 20
     * @param failurePercent share of timeouts and server errors that opens the breaker; default 50
     * @param openFor how long it stays open before trials; default 10 s
     * @param trials calls let through to find out; default 3
     */
    public record Breaker(int window, int minCalls, int failurePercent, Duration openFor, int trials) {
        public static final Breaker DEFAULT = new Breaker(50, 20, 50, Duration.ofSeconds(10), 3);

        public Breaker {
            check(window >= 1 && minCalls >= 1 && minCalls <= window, "breaker: 1 <= minCalls <= window must hold");
            check(
                    failurePercent >= 1 && failurePercent <= 100,
                    "breaker.failurePercent must be 1 to 100, is " + failurePercent);
            check(isPositive(openFor), "breaker.openFor must be positive, is " + openFor);
            check(trials >= 1, "breaker.trials must be at least 1, is " + trials);
        }
    }

    /**
     * Checks every bound.
     *
     * @throws IllegalArgumentException with one line that names the setting
     */
    public ModelSettings {
        url = kind.base(checked(url));
        check(!apiKey.isBlank(), "apiKey must not be blank; give any text where the provider wants none");
        check(
                apiKey.chars().allMatch(c -> c > 0x20 && c < 0x7f),
                "apiKey must be printable ASCII without spaces or line breaks");
        check(!model.isBlank(), "model must not be blank");
        check(!provider.isBlank(), "provider must not be blank");
        check(isPositive(timeout), "timeout must be positive, is " + timeout);
        check(isPositive(connectTimeout), "connectTimeout must be positive, is " + connectTimeout);
        check(maxConcurrent >= 1, "maxConcurrent must be at least 1, is " + maxConcurrent);
        check(isPositive(maxWait), "maxWait must be positive, is " + maxWait);
        check(maxReplyBytes >= 1024, "maxReplyBytes must be at least 1024, is " + maxReplyBytes);
        check(promptMicrosPerMillionTokens >= 0, "promptMicrosPerMillionTokens must not be negative");
        check(completionMicrosPerMillionTokens >= 0, "completionMicrosPerMillionTokens must not be negative");
    }

    /**
     * A builder with every default.
     *
     * @throws IllegalArgumentException when the url is none
     */
    public static ModelSettingsBuilder builder(String url, String apiKey, String model) {
        URI uri;
        try {
            uri = URI.create(url.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("url is not an address: " + e.getMessage());
        }
        return new ModelSettingsBuilder(checked(uri), apiKey, model);
    }

    private static URI checked(URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        check(
                (scheme.equals("http") || scheme.equals("https")) && url.getHost() != null,
                "url must be an http or https address like https://api.openai.com/v1, is \"" + url + "\"");
        check(url.getUserInfo() == null && url.getQuery() == null, "url must carry neither credentials nor a query");
        return url;
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }

    private static void check(boolean valid, String message) {
        if (!valid) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Everything but the key. */
    @Override
    public String toString() {
        return "ModelSettings[" + kind + " " + provider + " " + model + " at " + url + ", timeout " + timeout
                + ", at most " + maxConcurrent + " calls in flight]";
    }
}
