package dev.leadrelay.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/** Visits a JSON Schema and all schemas in it, as far as models are given them. */
final class SchemaWalk {
    private SchemaWalk() {}

    /** A copy in which every schema was visited, and may have been changed. */
    static JsonNode changed(JsonNode schema, Consumer<ObjectNode> visitor) {
        JsonNode copy = schema.deepCopy();
        visit(copy, visitor);
        return copy;
    }

    private static void visit(JsonNode schema, Consumer<ObjectNode> visitor) {
        if (schema instanceof ObjectNode node) {
            visitor.accept(node);
            visit(node.path("items"), visitor);
            node.path("anyOf").forEach(branch -> visit(branch, visitor));
            // Their fields are names, which may be called like a keyword.
            node.path("properties").forEach(property -> visit(property, visitor));
            node.path("$defs").forEach(definition -> visit(definition, visitor));
        }
    }
}
