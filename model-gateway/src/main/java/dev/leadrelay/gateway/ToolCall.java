package dev.leadrelay.gateway;

import org.jspecify.annotations.Nullable;

/**
 * A tool that the model wants to be called; nothing in it has been checked.
 *
 * @param id given by the provider, repeated in the {@link Message.ToolResult}
 * @param name name of the tool as the model wrote it; such a tool may not exist
 * @param argumentsJson arguments as the model wrote them; may not be JSON
 * @param signature what the provider wants back with the call, unchanged; empty when it wants nothing, null when it
 *     knows no signatures
 */
public record ToolCall(
        String id,
        String name,
        String argumentsJson,
        @Nullable String signature) {
    /** A call without a signature. */
    public ToolCall(String id, String name, String argumentsJson) {
        this(id, name, argumentsJson, null);
    }
}
