package dev.leadrelay.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.model.chat.request.json.JsonAnyOfSchema;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonBooleanSchema;
import dev.langchain4j.model.chat.request.json.JsonEnumSchema;
import dev.langchain4j.model.chat.request.json.JsonIntegerSchema;
import dev.langchain4j.model.chat.request.json.JsonNullSchema;
import dev.langchain4j.model.chat.request.json.JsonNumberSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Schema in LangChain4j's types, for providers to which it cannot pass the text on. Says types, descriptions,
 * enums, null and what is required; bounds like a pattern are left out, calls are checked against them anyway.
 */
final class TypedSchema {
    private TypedSchema() {}

    /**
     * The same schema.
     *
     * @throws IllegalArgumentException when it has no type, or refers to another schema
     */
    static JsonSchemaElement of(JsonNode schema) {
        if (schema.has("$ref")) {
            throw new IllegalArgumentException("a parameter of a tool cannot be said with $ref");
        }
        @Nullable String description = schema.path("description").textValue();
        List<JsonSchemaElement> branches = new ArrayList<>();
        schema.path("anyOf").forEach(branch -> branches.add(of(branch)));
        for (String type : types(schema)) {
            branches.add(typed(type, schema, description));
        }
        if (branches.isEmpty()) {
            throw new IllegalArgumentException("a parameter of a tool has no type: " + schema);
        }
        return branches.size() == 1
                ? branches.getFirst()
                : JsonAnyOfSchema.builder()
                        .description(description)
                        .anyOf(branches)
                        .build();
    }

    private static List<String> types(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (type.isTextual()) {
            return List.of(type.textValue());
        }
        List<String> types = new ArrayList<>();
        type.forEach(each -> types.add(each.asText()));
        return types;
    }

    private static JsonSchemaElement typed(String type, JsonNode schema, @Nullable String description) {
        return switch (type) {
            case "string" -> text(schema, description);
            case "integer" ->
                JsonIntegerSchema.builder().description(description).build();
            case "number" -> JsonNumberSchema.builder().description(description).build();
            case "boolean" ->
                JsonBooleanSchema.builder().description(description).build();
            case "null" -> new JsonNullSchema();
            case "array" ->
                JsonArraySchema.builder()
                        .description(description)
                        .items(of(schema.path("items")))
                        .build();
            case "object" -> object(schema, description);
            default -> throw new IllegalArgumentException("a parameter of a tool has the unknown type " + type);
        };
    }

    private static JsonSchemaElement text(JsonNode schema, @Nullable String description) {
        List<String> symbols = new ArrayList<>();
        for (JsonNode symbol : schema.path("enum")) {
            if (symbol.isTextual()) {
                symbols.add(symbol.textValue());
            }
        }
        return symbols.isEmpty()
                ? JsonStringSchema.builder().description(description).build()
                : JsonEnumSchema.builder()
                        .description(description)
                        .enumValues(symbols)
                        .build();
    }

    private static JsonSchemaElement object(JsonNode schema, @Nullable String description) {
        JsonObjectSchema.Builder object = JsonObjectSchema.builder().description(description);
        schema.path("properties")
                .properties()
                .forEach(property -> object.addProperty(property.getKey(), of(property.getValue())));
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        return object.required(required).build();
    }
}
