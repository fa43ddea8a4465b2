package dev.leadrelay.agent.prompt;

import java.util.Map;

/**
 * A prompt, filled. Immutable.
 *
 * @param id name and version, for example {@code research/1}
 * @param hash SHA-256 of the file, hex
 * @param system what the operator tells the model
 * @param user what it is asked, data in fences
 * @param tokens estimate for both parts
 * @param leftOut items left out to fit, by ranked variable; only those that lost any
 * @param overflow true when it does not fit even with every ranked variable empty
 */
public record RenderedPrompt(
        String id,
        String hash,
        String system,
        String user,
        long tokens,
        Map<String, Integer> leftOut,
        boolean overflow) {
    public RenderedPrompt {
        leftOut = Map.copyOf(leftOut);
    }
}
