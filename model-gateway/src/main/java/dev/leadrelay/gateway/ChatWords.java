package dev.leadrelay.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;

/** How the parts of a request are put into LangChain4j's words, where providers differ. */
interface ChatWords {
    /** Nothing in a special way. */
    ChatWords PLAIN = new ChatWords() {};

    /** An earlier answer of a model, perhaps of another provider's. */
    default ChatMessage assistant(Message.Assistant assistant) {
        return AiMessage.builder()
                .text(assistant.text())
                .toolExecutionRequests(assistant.toolCalls().stream()
                        .map(ChatRequests::toolCall)
                        .toList())
                .build();
    }

    /** What a tool gave back. */
    default ChatMessage toolResult(Message.ToolResult result) {
        return ToolExecutionResultMessage.from(result.callId(), result.name(), result.content());
    }

    /**
     * One parameter of a tool, without its bounds.
     *
     * @throws IllegalArgumentException when the schema has something that cannot be said
     */
    default JsonSchemaElement parameter(JsonNode schema) {
        return JsonRawSchema.from(UnboundedSchema.of(schema).toString());
    }

    /**
     * The schema of the answer.
     *
     * @throws IllegalArgumentException when it has something that cannot be said
     */
    default String format(String schema) {
        return schema;
    }
}
