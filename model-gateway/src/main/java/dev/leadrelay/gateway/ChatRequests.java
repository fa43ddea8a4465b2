package dev.leadrelay.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import java.util.ArrayList;
import java.util.List;

/** Our requests in LangChain4j's words. */
final class ChatRequests {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ChatRequests() {}

    /**
     * The request in a provider's words.
     *
     * @throws IllegalArgumentException when it has something that cannot be said
     */
    static ChatRequest from(ModelRequest request, ChatWords words) {
        ChatRequest.Builder builder = ChatRequest.builder()
                .messages(request.messages().stream()
                        .map(message -> message(message, words))
                        .toList())
                .maxOutputTokens(request.maxOutputTokens());
        if (request.temperature() != null) {
            builder.temperature(request.temperature());
        }
        if (!request.tools().isEmpty()) {
            builder.toolSpecifications(
                    request.tools().stream().map(tool -> tool(tool, words)).toList());
        }
        ModelRequest.ResponseFormat format = request.responseFormat();
        if (format != null) {
            builder.responseFormat(ResponseFormat.builder()
                    .type(ResponseFormatType.JSON)
                    .jsonSchema(JsonSchema.builder()
                            .name(format.name())
                            .rootElement(JsonRawSchema.from(words.format(format.schema())))
                            .build())
                    .build());
        }
        return builder.build();
    }

    private static ChatMessage message(Message message, ChatWords words) {
        return switch (message) {
            case Message.System system -> SystemMessage.from(system.text());
            case Message.User user -> UserMessage.from(user.text());
            case Message.Assistant assistant -> words.assistant(assistant);
            case Message.ToolResult result -> words.toolResult(result);
        };
    }

    static ToolExecutionRequest toolCall(ToolCall call) {
        return ToolExecutionRequest.builder()
                .id(call.id())
                .name(call.name())
                .arguments(call.argumentsJson())
                .build();
    }

    /** The top of the schema is taken apart, its properties go through as they are. */
    private static dev.langchain4j.agent.tool.ToolSpecification tool(ToolSpecification tool, ChatWords words) {
        JsonNode schema = parse(tool);
        JsonObjectSchema.Builder parameters = JsonObjectSchema.builder();
        schema.path("properties")
                .properties()
                .forEach(property -> parameters.addProperty(property.getKey(), words.parameter(property.getValue())));
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        parameters.required(required).additionalProperties(false);
        return dev.langchain4j.agent.tool.ToolSpecification.builder()
                .name(tool.name())
                .description(tool.description())
                .parameters(parameters.build())
                .build();
    }

    private static JsonNode parse(ToolSpecification tool) {
        try {
            return JSON.readTree(tool.parametersSchema());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the parameters of tool " + tool.name() + " are no JSON Schema", e);
        }
    }
}
