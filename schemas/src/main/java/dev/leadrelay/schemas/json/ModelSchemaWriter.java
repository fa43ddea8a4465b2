package dev.leadrelay.schemas.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Writes the schema of one root record; used once. */
final class ModelSchemaWriter {
    private final Schema root;
    private final Set<String> recursive = new HashSet<>();
    private final Set<String> defined = new HashSet<>();
    private final ObjectNode definitions = JsonNodeFactory.instance.objectNode();

    ModelSchemaWriter(Schema root) {
        this.root = root;
        findRecursive(root, new ArrayDeque<>(), new HashSet<>());
    }

    ObjectNode write() {
        ObjectNode node = object(root, "");
        if (!definitions.isEmpty()) {
            node.set("$defs", definitions);
        }
        return node;
    }

    private void findRecursive(Schema schema, Deque<String> path, Set<String> finished) {
        switch (schema.getType()) {
            case RECORD -> {
                String name = schema.getFullName();
                if (path.contains(name)) {
                    recursive.add(name);
                } else if (!finished.contains(name)) {
                    path.push(name);
                    schema.getFields().forEach(field -> findRecursive(field.schema(), path, finished));
                    path.pop();
                    finished.add(name);
                }
            }
            case ARRAY -> findRecursive(schema.getElementType(), path, finished);
            case UNION -> schema.getTypes().forEach(branch -> findRecursive(branch, path, finished));
            default -> {}
        }
    }

    private ObjectNode object(Schema record, String path) {
        ObjectNode node = typed("object", record.getDoc());
        ObjectNode properties = node.putObject("properties");
        ArrayNode required = node.putArray("required");
        for (Schema.Field field : record.getFields()) {
            properties.set(field.name(), value(field.schema(), field.doc(), path + "/" + field.name()));
            required.add(field.name());
        }
        node.put("additionalProperties", false);
        return node;
    }

    private ObjectNode value(Schema schema, @Nullable String doc, String path) {
        if (schema.getLogicalType() != null) {
            throw unsupported(
                    path, "the logical type " + schema.getLogicalType().getName());
        }
        return switch (schema.getType()) {
            case STRING -> typed("string", doc);
            case INT, LONG -> typed("integer", doc);
            case FLOAT, DOUBLE -> typed("number", doc);
            case BOOLEAN -> typed("boolean", doc);
            case ENUM -> enumeration(schema, doc);
            case ARRAY -> {
                ObjectNode array = typed("array", doc);
                array.set("items", value(schema.getElementType(), null, path + "/0"));
                yield array;
            }
            case RECORD -> record(schema, doc, path);
            case UNION -> nullable(schema, doc, path);
            case MAP, BYTES, FIXED, NULL -> throw unsupported(path, "the type " + schema.getType());
        };
    }

    private ObjectNode enumeration(Schema schema, @Nullable String doc) {
        ObjectNode node = typed("string", doc == null ? schema.getDoc() : doc);
        ArrayNode symbols = node.putArray("enum");
        JsonSchemas.answerable(schema).forEach(symbols::add);
        return node;
    }

    private ObjectNode record(Schema schema, @Nullable String doc, String path) {
        if (!recursive.contains(schema.getFullName())) {
            ObjectNode node = object(schema, path);
            if (doc != null) {
                node.put("description", doc);
            }
            return node;
        }
        ObjectNode reference = JsonNodeFactory.instance.objectNode();
        if (schema.getFullName().equals(root.getFullName())) {
            return reference.put("$ref", "#");
        }
        String key = schema.getFullName().replace('.', '_');
        if (defined.add(key)) {
            definitions.set(key, object(schema, path));
        }
        return reference.put("$ref", "#/$defs/" + key);
    }

    private ObjectNode nullable(Schema union, @Nullable String doc, String path) {
        List<Schema> others = union.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .toList();
        if (others.size() != 1 || union.getTypes().size() != 2) {
            throw unsupported(path, "a union other than of null and one type");
        }
        ObjectNode node = value(others.get(0), doc, path);
        if (others.get(0).getType() == Schema.Type.RECORD) {
            ObjectNode choice = JsonNodeFactory.instance.objectNode();
            choice.putArray("anyOf").add(node).addObject().put("type", "null");
            return choice;
        }
        String type = node.get("type").textValue();
        node.putArray("type").add(type).add("null");
        if (node.get("enum") instanceof ArrayNode symbols) {
            symbols.addNull();
        }
        return node;
    }

    private static ObjectNode typed(String type, @Nullable String doc) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("type", type);
        if (doc != null) {
            node.put("description", doc);
        }
        return node;
    }

    private static IllegalArgumentException unsupported(String path, String what) {
        return new IllegalArgumentException(path + ": " + what + " cannot be asked of a model");
    }
}
