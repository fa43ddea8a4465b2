package dev.leadrelay.gateway.structured;

import static dev.leadrelay.gateway.structured.Violations.at;
import static dev.leadrelay.gateway.structured.Violations.quote;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.leadrelay.schemas.json.JsonSchemas;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads one value against its Avro schema and names everything that differs. Where something does, the value is null;
 * the caller drops the whole record then. Depth is bounded by the parser.
 */
final class StrictReader {
    private final JsonParser parser;
    private final GenericData model;
    private final Violations violations;

    /** The parser stands on the first token. */
    StrictReader(JsonParser parser, GenericData model, Violations violations) {
        this.parser = parser;
        this.model = model;
        this.violations = violations;
    }

    @Nullable
    Object root(Schema schema) throws IOException {
        return value(schema, "");
    }

    private @Nullable Object value(Schema schema, String path) throws IOException {
        return switch (schema.getType()) {
            case RECORD ->
                parser.currentToken() == JsonToken.START_OBJECT ? record(schema, path) : wrong("an object", path);
            case ARRAY ->
                parser.currentToken() == JsonToken.START_ARRAY ? array(schema, path) : wrong("an array", path);
            case UNION -> nullable(schema, path);
            case STRING -> parser.currentToken() == JsonToken.VALUE_STRING ? text(path) : wrong("a string", path);
            case ENUM ->
                parser.currentToken() == JsonToken.VALUE_STRING
                        ? symbol(schema, path)
                        : wrong("one of " + JsonSchemas.answerable(schema), path);
            case BOOLEAN ->
                parser.currentToken().isBoolean() ? (Object) parser.getBooleanValue() : wrong("true or false", path);
            case INT, LONG -> whole(schema, path);
            case FLOAT, DOUBLE -> number(schema, path);
            case MAP, BYTES, FIXED, NULL ->
                throw new IllegalStateException("a format never has the type " + schema.getType());
        };
    }

    private IndexedRecord record(Schema schema, String path) throws IOException {
        IndexedRecord record = (IndexedRecord) model.newRecord(null, schema);
        Set<String> seen = new HashSet<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            Schema.Field field = schema.getField(name);
            if (!seen.add(name)) {
                violations.add("duplicate-key", at(path, name), "The field " + quote(name) + " is there twice.");
                parser.skipChildren();
            } else if (field == null) {
                violations.add("unknown-field", at(path, name), "There is no field " + quote(name) + "; leave it out.");
                parser.skipChildren();
            } else {
                Object value = value(field.schema(), at(path, name));
                if (value != null) {
                    record.put(field.pos(), value);
                }
            }
        }
        for (Schema.Field field : schema.getFields()) {
            if (!seen.contains(field.name())) {
                violations.add(
                        "missing-field", at(path, field.name()), "The field \"" + field.name() + "\" is missing.");
            }
        }
        return record;
    }

    private List<@Nullable Object> array(Schema schema, String path) throws IOException {
        List<@Nullable Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(schema.getElementType(), path + "/" + items.size()));
        }
        return items;
    }

    private @Nullable Object nullable(Schema union, String path) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        for (Schema branch : union.getTypes()) {
            if (branch.getType() != Schema.Type.NULL) {
                return value(branch, path);
            }
        }
        throw new IllegalStateException("a format never has a union of null alone");
    }

    private @Nullable String text(String path) throws IOException {
        String text = parser.getText();
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                boolean pair = Character.isHighSurrogate(text.charAt(i))
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    violations.add("broken-text", path, "The text " + quote(text) + " holds half a character.");
                    return null;
                }
                i++;
            }
        }
        return text;
    }

    private @Nullable Object symbol(Schema schema, String path) throws IOException {
        String symbol = parser.getText();
        if (JsonSchemas.answerable(schema).contains(symbol)) {
            return model.createEnum(symbol, schema);
        }
        violations.add(
                "wrong-enum",
                path,
                quote(symbol) + " is not allowed; use exactly one of " + JsonSchemas.answerable(schema) + ".");
        return null;
    }

    private @Nullable Object whole(Schema schema, String path) throws IOException {
        if (notANumber(path)) {
            return null;
        }
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            return wrong("a whole number", path);
        }
        boolean isInt = schema.getType() == Schema.Type.INT;
        JsonParser.NumberType type = parser.getNumberType();
        if (type == JsonParser.NumberType.INT) {
            return isInt ? (Object) parser.getIntValue() : (Object) parser.getLongValue();
        }
        if (type == JsonParser.NumberType.LONG && !isInt) {
            return parser.getLongValue();
        }
        return wrong("a whole number of at most " + (isInt ? 32 : 64) + " bits", path);
    }

    private @Nullable Object number(Schema schema, String path) throws IOException {
        if (notANumber(path)) {
            return null;
        }
        if (!parser.currentToken().isNumeric()) {
            return wrong("a number", path);
        }
        double value = parser.getDoubleValue();
        boolean isFloat = schema.getType() == Schema.Type.FLOAT;
        if (Double.isInfinite(value) || (isFloat && Float.isInfinite((float) value))) {
            return wrong("a number that is not out of range", path);
        }
        return isFloat ? (Object) (float) value : (Object) value;
    }

    private boolean notANumber(String path) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_FLOAT || !parser.isNaN()) {
            return false;
        }
        violations.add("not-a-number", path, quote(parser.getText()) + " is not a JSON number.");
        return true;
    }

    private @Nullable Object wrong(String expected, String path) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            violations.add("null-not-allowed", path, "null is not allowed here; give " + expected + ".");
        } else if (!notANumber(path)) {
            violations.add("wrong-type", path, "Expected " + expected + ", found " + describe(token) + ".");
        }
        parser.skipChildren();
        return null;
    }

    private String describe(JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "the string " + quote(parser.getText());
            default -> quote(parser.getText());
        };
    }
}
