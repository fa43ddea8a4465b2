package dev.leadrelay.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A JSON Schema without lengths, ranges and patterns. Anthropic refuses them in strict tools, and engines that make a
 * grammar of the schema cannot count as far as they go; calls are checked against the whole schema anyway.
 */
final class UnboundedSchema {
    private static final List<String> BOUNDS = List.of(
            "minLength",
            "maxLength",
            "pattern",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minItems",
            "maxItems",
            "uniqueItems",
            "minProperties",
            "maxProperties");

    private UnboundedSchema() {}

    /** The same schema without its bounds; the given one is left as it is. */
    static JsonNode of(JsonNode schema) {
        return SchemaWalk.changed(schema, each -> each.remove(BOUNDS));
    }
}
