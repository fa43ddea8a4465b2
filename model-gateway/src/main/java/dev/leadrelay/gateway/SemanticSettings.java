package dev.leadrelay.gateway;

import java.net.URI;
import java.time.Duration;

/**
 * How questions are found that mean the same. Off unless somebody asks for it.
 *
 * @param url base address of an OpenAI-compatible API with {@code /embeddings}
 * @param apiKey sent as bearer token; never printed
 * @param model name of the embedding model
 * @param threshold least cosine of two questions that mean the same, above 0 and at most 1
 * @param microsPerMillionTokens price of the embeddings, charged to the budget of the attempt that asks
 * @param timeout of one embedding
 * @param maxScopes scopes remembered at most, for example companies; those used least go first
 * @param timeToLive an answer is not given any more so long after it came
 */
public record SemanticSettings(
        URI url,
        String apiKey,
        String model,
        double threshold,
        long microsPerMillionTokens,
        Duration timeout,
        int maxScopes,
        Duration timeToLive) {

    /**
     * Checks every bound.
     *
     * @throws IllegalArgumentException with one line that names the setting
     */
    public SemanticSettings {
        check(
                threshold > 0 && threshold <= 1,
                "cache.semantic.threshold must be above 0 and at most 1, is " + threshold);
        check(microsPerMillionTokens >= 0, "cache.semantic.micros-per-million-tokens must not be negative");
        check(maxScopes >= 1, "cache.semantic.max-scopes must be at least 1, is " + maxScopes);
        check(!timeout.isNegative() && !timeout.isZero(), "cache.semantic.timeout must be positive, is " + timeout);
        check(
                !timeToLive.isNegative() && !timeToLive.isZero(),
                "cache.time-to-live must be positive, is " + timeToLive);
    }

    @Override
    public String toString() {
        return "SemanticSettings[" + url + ", " + model + ", threshold " + threshold + "]";
    }

    private static void check(boolean valid, String message) {
        if (!valid) {
            throw new IllegalArgumentException(message);
        }
    }
}
