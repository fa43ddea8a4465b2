package dev.leadrelay.validation;

import java.util.Set;

/**
 * Thresholds of the research gate.
 *
 * @param maxQuote characters of a quote
 * @param maxStatement characters of a claim's statement
 * @param maxClaims claims in one research
 * @param topics what claims may be about
 */
public record ResearchLimits(int maxQuote, int maxStatement, int maxClaims, Set<String> topics) {
    /** Quotes of 500 characters, statements of 400, at most 40 claims, the topics of the contract. */
    public static final ResearchLimits DEFAULT = new ResearchLimits(
            500, 400, 40, Set.of("identity", "product", "size", "market", "news", "technology", "people", "need"));

    public ResearchLimits {
        topics = Set.copyOf(topics);
    }
}
