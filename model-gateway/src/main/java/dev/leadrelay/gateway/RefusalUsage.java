package dev.leadrelay.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads what a refused request is billed. */
final class RefusalUsage {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RefusalUsage() {}

    /** Null when the reply does not tell. */
    static @Nullable TokenCounts of(byte @Nullable [] reply) {
        if (reply == null) {
            return null;
        }
        try {
            JsonNode usage = JSON.readTree(reply).path("usage");
            long prompt = usage.path("prompt_tokens").asLong(-1);
            long completion = usage.path("completion_tokens").asLong(-1);
            return prompt < 0 || completion < 0 ? null : new TokenCounts(prompt, completion);
        } catch (IOException e) {
            return null;
        }
    }
}
