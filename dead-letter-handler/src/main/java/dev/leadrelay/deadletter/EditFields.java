package dev.leadrelay.deadletter;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leadrelay.deadletter.desk.EditView;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A record as fields of a form and back. What a person writes that is no value of its field's type is kept as text, for
 * the check to find at that field. Pure.
 */
final class EditFields {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String PREFIX = "f";

    /** What the program fills in, or nobody may change. */
    private static final Set<String> LOCKED = Set.of("header", "settings", "extra", "leadId", "externalId");

    private static final int LONG_TEXT = 60;
    private static final int MOST_ROWS = 14;

    private final List<Leaf> leaves = new ArrayList<>();

    private record Leaf(String path, String label, String group, Schema.Type type, boolean nullable, JsonNode value) {
        String shown() {
            return value.isNull() ? "" : value.asText();
        }
    }

    private EditFields(Schema schema, JsonNode tree) {
        walk(schema, tree, "", "", "");
    }

    /** The fields of the form, in the order of the schema. */
    static List<EditView.Field> of(Schema schema, JsonNode tree) {
        return new EditFields(schema, tree)
                .leaves.stream()
                        .map(leaf -> new EditView.Field(
                                PREFIX + leaf.path,
                                leaf.label,
                                leaf.group,
                                type(leaf.type),
                                leaf.shown(),
                                rows(leaf.shown())))
                        .toList();
    }

    /**
     * A copy of the tree with what a person wrote into the form. What nobody changed stays what it was, whatever it is.
     *
     * @param form gives the text of a field; null where the form lacks it, and the value stays
     */
    static JsonNode filled(Schema schema, JsonNode tree, Function<String, @Nullable String> form) {
        JsonNode filled = tree.deepCopy();
        for (Leaf leaf : new EditFields(schema, tree).leaves) {
            String text = form.apply(PREFIX + leaf.path);
            if (text != null && !lines(text).equals(lines(leaf.shown()))) {
                set(filled, JsonPointer.compile(leaf.path), value(leaf, lines(text)));
            }
        }
        return filled;
    }

    /** Browsers send every end of a line in the same way. */
    private static String lines(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n');
    }

    private void walk(Schema schema, JsonNode node, String path, String label, String group) {
        boolean nullable = schema.getType() == Schema.Type.UNION
                && schema.getTypes().stream().anyMatch(type -> type.getType() == Schema.Type.NULL);
        Schema plain = plain(schema);
        switch (plain.getType()) {
            case RECORD -> {
                if (node.isObject()) {
                    for (Schema.Field field : plain.getFields()) {
                        if (!LOCKED.contains(field.name())) {
                            walk(
                                    field.schema(),
                                    node.path(field.name()),
                                    path + "/" + field.name(),
                                    field.name(),
                                    path);
                        }
                    }
                }
            }
            case ARRAY -> {
                for (int i = 0; node.isArray() && i < node.size(); i++) {
                    walk(plain.getElementType(), node.get(i), path + "/" + i, label + " " + (i + 1), path);
                }
            }
            case STRING, ENUM, INT, LONG, FLOAT, DOUBLE, BOOLEAN -> {
                if (!node.isContainerNode()) {
                    leaves.add(new Leaf(path, label, group, plain.getType(), nullable, node));
                }
            }
            case MAP, BYTES, FIXED, NULL, UNION -> {
                // Nothing for a line of a form; the JSON view has it.
            }
        }
    }

    private static Schema plain(Schema schema) {
        return schema.getType() != Schema.Type.UNION
                ? schema
                : schema.getTypes().stream()
                        .filter(type -> type.getType() != Schema.Type.NULL)
                        .findFirst()
                        .orElse(schema);
    }

    private static JsonNode value(Leaf leaf, String text) {
        boolean unset = text.isEmpty() && (leaf.nullable || leaf.value.isNull());
        if (unset) {
            return NODES.nullNode();
        }
        return switch (leaf.type) {
            case INT, LONG, FLOAT, DOUBLE -> number(leaf.type, text);
            case BOOLEAN ->
                text.equals("true") || text.equals("false")
                        ? NODES.booleanNode(text.equals("true"))
                        : NODES.textNode(text);
            default -> NODES.textNode(text);
        };
    }

    private static JsonNode number(Schema.Type type, String text) {
        try {
            BigDecimal number = new BigDecimal(text.strip());
            boolean whole = type == Schema.Type.INT || type == Schema.Type.LONG;
            return whole ? NODES.numberNode(number.longValueExact()) : NODES.numberNode(number.doubleValue());
        } catch (ArithmeticException | NumberFormatException e) {
            return NODES.textNode(text);
        }
    }

    private static void set(JsonNode tree, JsonPointer pointer, JsonNode value) {
        JsonNode parent = tree.at(pointer.head());
        JsonPointer last = pointer.last();
        switch (parent) {
            case ObjectNode object -> object.set(last.getMatchingProperty(), value);
            case ArrayNode array -> array.set(last.getMatchingIndex(), value);
            default -> throw new IllegalStateException(pointer + " is a leaf of this tree");
        }
    }

    private static String type(Schema.Type type) {
        return switch (type) {
            case INT, LONG, FLOAT, DOUBLE -> "number";
            case BOOLEAN -> "flag";
            default -> "text";
        };
    }

    private static int rows(String text) {
        int lines = (int)
                text.lines().mapToLong(line -> 1 + line.length() / LONG_TEXT).sum();
        // A field of one line would drop the end of a line.
        return Math.clamp(lines, lines(text).indexOf('\n') < 0 ? 1 : 2, MOST_ROWS);
    }
}
