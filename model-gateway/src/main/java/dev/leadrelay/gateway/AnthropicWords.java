package dev.leadrelay.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;

/** Anthropic compares the symbols of an enum with its type, and finds no symbol of a type that may also be null. */
final class AnthropicWords implements ChatWords {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectArguments objects = new ObjectArguments();

    @Override
    public ChatMessage assistant(Message.Assistant assistant) {
        return objects.assistant(assistant);
    }

    @Override
    public JsonSchemaElement parameter(JsonNode schema) {
        return JsonRawSchema.from(enumsAlone(UnboundedSchema.of(schema)).toString());
    }

    @Override
    public String format(String schema) {
        try {
            return enumsAlone(JSON.readTree(schema)).toString();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the format of the answer is no JSON Schema", e);
        }
    }

    /** The symbols, null among them, say the type by themselves. */
    private static JsonNode enumsAlone(JsonNode schema) {
        return SchemaWalk.changed(schema, AnthropicWords::withoutManyTypes);
    }

    private static void withoutManyTypes(ObjectNode schema) {
        if (schema.has("enum") && schema.path("type").isArray()) {
            schema.remove("type");
        }
    }
}
