package dev.leadrelay.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A tool that the model may ask for.
 *
 * @param name as the model will write it
 * @param description when to use it, for the model
 * @param parametersSchema JSON Schema of the arguments, an object schema, as text; its lengths, ranges and patterns are
 *     not sent, because not every provider takes them
 */
public record ToolSpecification(String name, String description, String parametersSchema) {
    /** A specification with the schema as a tree. */
    public static ToolSpecification of(String name, String description, ObjectNode parametersSchema) {
        return new ToolSpecification(name, description, parametersSchema.toString());
    }
}
