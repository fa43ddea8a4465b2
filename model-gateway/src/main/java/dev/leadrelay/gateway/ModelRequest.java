package dev.leadrelay.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a model.
 *
 * @param messages the conversation so far; at least one
 * @param tools what the model may call; empty for none
 * @param responseFormat JSON the answer must be; null for free text
 * @param temperature null for the model's default
 * @param maxOutputTokens the answer is cut there; also what is reserved of the budget
 * @param sample which of several answers to the same question is wanted; only requests with the same number may share
 *     an answer. Not sent to the model
 * @param scope within which an answer to a question that means the same will do, for example a company's domain; null where only the
 *     same question may share one. Not sent to the model
 */
public record ModelRequest(
        List<Message> messages,
        List<ToolSpecification> tools,
        @Nullable ResponseFormat responseFormat,
        @Nullable Double temperature,
        int maxOutputTokens,
        long sample,
        @Nullable String scope) {

    /**
     * A JSON Schema for the answer.
     *
     * @param name letters, digits, dashes and underscores
     * @param schema within the subset for strict structured output, as text
     */
    public record ResponseFormat(String name, String schema) {
        /** A format with the schema as a tree. */
        public static ResponseFormat of(String name, ObjectNode schema) {
            return new ResponseFormat(name, schema.toString());
        }
    }

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException when there is no message or no room for an answer
     */
    public ModelRequest {
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
        if (messages.isEmpty()) {
            throw new IllegalArgumentException("a model request needs at least one message");
        }
        if (maxOutputTokens < 1) {
            throw new IllegalArgumentException("maxOutputTokens must be at least 1, is " + maxOutputTokens);
        }
    }

    /** Names the request by everything that decides its answer, the scope of its answer aside. SHA-256, hex. */
    public String fingerprint() {
        return RequestKey.of(this);
    }

    /** A request for the first sample. */
    public ModelRequest(
            List<Message> messages,
            List<ToolSpecification> tools,
            @Nullable ResponseFormat responseFormat,
            @Nullable Double temperature,
            int maxOutputTokens) {
        this(messages, tools, responseFormat, temperature, maxOutputTokens, 0, null);
    }

    /** A request for free text without tools, at the model's default temperature. */
    public static ModelRequest text(List<Message> messages, int maxOutputTokens) {
        return new ModelRequest(messages, List.of(), null, null, maxOutputTokens);
    }
}
