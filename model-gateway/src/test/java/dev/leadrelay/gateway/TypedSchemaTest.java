package dev.leadrelay.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.model.chat.request.json.JsonAnyOfSchema;
import dev.langchain4j.model.chat.request.json.JsonEnumSchema;
import dev.langchain4j.model.chat.request.json.JsonNullSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import org.junit.jupiter.api.Test;

class TypedSchemaTest {
    private static JsonSchemaElement read(String schema) throws JsonProcessingException {
        return TypedSchema.of(new ObjectMapper().readTree(schema));
    }

    @Test
    void anEnumThatMayBeNull() throws Exception {
        JsonAnyOfSchema either =
                (JsonAnyOfSchema) read("{\"type\":[\"string\",\"null\"],\"enum\":[\"A\",null],\"description\":\"d\"}");
        assertThat(either.description()).isEqualTo("d");
        assertThat(((JsonEnumSchema) either.anyOf().getFirst()).enumValues()).containsExactly("A");
        assertThat(either.anyOf().getLast()).isInstanceOf(JsonNullSchema.class);
    }

    @Test
    void anObjectInAnObject() throws Exception {
        JsonObjectSchema outer = (JsonObjectSchema) read("{\"type\":\"object\",\"properties\":{\"inner\":{\"type\":"
                + "\"object\",\"properties\":{\"a\":{\"type\":\"string\",\"description\":\"d\",\"maxLength\":3}},"
                + "\"required\":[\"a\"]}},\"required\":[\"inner\"],\"additionalProperties\":false}");
        JsonObjectSchema inner = (JsonObjectSchema) outer.properties().get("inner");
        assertThat(outer.required()).containsExactly("inner");
        assertThat(inner.required()).containsExactly("a");
        assertThat(inner.properties().get("a"))
                .isEqualTo(JsonStringSchema.builder().description("d").build());
    }

    @Test
    void whatCannotBeSaidIsRefused() {
        for (String schema : new String[] {
            "{\"$ref\":\"#\"}",
            "{}",
            "{\"type\":\"date\"}",
            "{\"type\":\"array\"}",
            "{\"anyOf\":[{\"type\":\"string\"},{\"$ref\":\"#\"}]}"
        }) {
            assertThatThrownBy(() -> read(schema)).as(schema).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
