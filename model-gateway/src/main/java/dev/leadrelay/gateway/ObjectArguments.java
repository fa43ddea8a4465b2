package dev.leadrelay.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;

/**
 * Earlier answers for providers that want the arguments of a tool call as an object and no message empty. An earlier
 * model, perhaps another provider's, may have written arguments that are none, or nothing at all.
 */
final class ObjectArguments implements ChatWords {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NOTHING = "(no answer)";

    @Override
    public AiMessage assistant(Message.Assistant assistant) {
        boolean blank = assistant.text() == null || assistant.text().isBlank();
        return AiMessage.builder()
                .text(blank && assistant.toolCalls().isEmpty() ? NOTHING : assistant.text())
                .toolExecutionRequests(assistant.toolCalls().stream()
                        .map(ObjectArguments::call)
                        .toList())
                .build();
    }

    private static ToolExecutionRequest call(ToolCall call) {
        return ChatRequests.toolCall(new ToolCall(call.id(), call.name(), object(call.argumentsJson())));
    }

    /** The arguments, if they are an object; else an object that says what was written in their place. */
    static String object(String arguments) {
        try {
            JsonNode tree = JSON.reader()
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(arguments);
            if (tree.isObject()) {
                return arguments;
            }
        } catch (JsonProcessingException e) {
            // Told below.
        }
        return JSON.createObjectNode().put("unreadable", arguments).toString();
    }
}
