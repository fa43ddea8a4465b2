package dev.leadrelay.agent.prompt;

import java.nio.charset.StandardCharsets;

/**
 * Tokens a text probably counts as: UTF-8 bytes / 3.5, rounded up. Tokenizers differ by provider, and bytes rather than
 * characters because scripts other than Latin take about a token per character. Pure.
 */
public final class TokenEstimate {
    private TokenEstimate() {}

    public static long of(String text) {
        return ofBytes(bytes(text));
    }

    static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    static long ofBytes(long bytes) {
        return (bytes * 2 + 6) / 7;
    }
}
