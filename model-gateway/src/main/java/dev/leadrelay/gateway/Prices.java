package dev.leadrelay.gateway;

/** Prices of one provider's model, in millionths of the currency unit per million tokens. */
record Prices(long promptMicrosPerMillion, long completionMicrosPerMillion) {
    private static final long MILLION = 1_000_000;

    /** Cost in micros, rounded up so that nothing is free by rounding. */
    long cost(long promptTokens, long completionTokens) {
        long scaled = promptTokens * promptMicrosPerMillion + completionTokens * completionMicrosPerMillion;
        return (scaled + MILLION - 1) / MILLION;
    }

    /** The usage of one try. */
    ModelUsage usage(TokenCounts counts) {
        return new ModelUsage(1, counts.prompt(), counts.completion(), cost(counts.prompt(), counts.completion()));
    }
}
