package dev.leadrelay.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gemini wants the signatures of its tool calls back, and parameters in a language of its own. */
final class GeminiWords implements ChatWords {
    /** Where LangChain4j looks for it. */
    private static final String ATTRIBUTE = "thinking_signature";
    /** What Google documents for calls that another model made. */
    private static final String FOREIGN = "skip_thought_signature_validator";

    private final ObjectArguments objects = new ObjectArguments();

    @Override
    public ChatMessage assistant(Message.Assistant assistant) {
        AiMessage message = objects.assistant(assistant);
        if (assistant.toolCalls().isEmpty()) {
            return message;
        }
        @Nullable String given = assistant.toolCalls().getFirst().signature();
        String signature = given == null ? FOREIGN : given;
        return signature.isEmpty()
                ? message
                : message.toBuilder().attributes(Map.of(ATTRIBUTE, signature)).build();
    }

    @Override
    public JsonSchemaElement parameter(JsonNode schema) {
        return TypedSchema.of(schema);
    }
}
