package dev.leadrelay.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class UnboundedSchemaTest {
    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text);
    }

    @Test
    void boundsGoOnEveryLevelAndNamesStay() throws Exception {
        JsonNode schema =
                json("{\"type\":\"object\",\"minProperties\":1,\"properties\":{\"pattern\":{\"type\":\"string\","
                        + "\"pattern\":\"x\"},\"list\":{\"type\":\"array\",\"maxItems\":2,\"items\":{\"anyOf\":[{\"type\":\"integer\","
                        + "\"minimum\":1},{\"$ref\":\"#/$defs/maxLength\"}]}}},\"$defs\":{\"maxLength\":{\"type\":\"string\","
                        + "\"maxLength\":3}},\"required\":[\"pattern\"],\"additionalProperties\":false}");
        assertThat(UnboundedSchema.of(schema))
                .isEqualTo(
                        json(
                                "{\"type\":\"object\",\"properties\":{\"pattern\":{\"type\":\"string\"},\"list\":{\"type\":"
                                        + "\"array\",\"items\":{\"anyOf\":[{\"type\":\"integer\"},{\"$ref\":\"#/$defs/maxLength\"}]}}},\"$defs\":"
                                        + "{\"maxLength\":{\"type\":\"string\"}},\"required\":[\"pattern\"],\"additionalProperties\":false}"));
        assertThat(schema.path("minProperties").asInt()).as("the original").isEqualTo(1);
    }

    @Test
    void whatIsNoObjectStaysWhatItIs() throws Exception {
        assertThat(UnboundedSchema.of(json("true"))).isEqualTo(json("true"));
    }
}
