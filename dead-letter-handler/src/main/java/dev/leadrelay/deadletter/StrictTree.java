package dev.leadrelay.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Violations;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads plain JSON, as {@link RecordTree} writes it, back into a record, and names everything that differs from the schema:
 * no field may be missing, unknown or of another type. Used once.
 */
final class StrictTree {
    private static final int MOST = 100;
    private static final SpecificData MODEL = SpecificData.get();

    private final List<Violation> violations = new ArrayList<>();

    private StrictTree() {}

    /**
     * What was read.
     *
     * @param record the record; null when there are violations
     * @param violations each with the JSON pointer of its field
     */
    record Reading(@Nullable SpecificRecord record, List<Violation> violations) {}

    static Reading read(Schema schema, JsonNode json) {
        StrictTree tree = new StrictTree();
        Object value = tree.value(schema, json, "");
        return tree.violations.isEmpty() && value instanceof SpecificRecord record
                ? new Reading(record, List.of())
                : new Reading(null, List.copyOf(tree.violations));
    }

    private @Nullable Object value(Schema schema, JsonNode json, String path) {
        return switch (schema.getType()) {
            case RECORD -> json.isObject() ? record(schema, json, path) : wrong("an object", json, path);
            case ARRAY -> json.isArray() ? array(schema, json, path) : wrong("an array", json, path);
            case MAP -> json.isObject() ? map(schema, json, path) : wrong("an object", json, path);
            case UNION -> nullable(schema, json, path);
            case STRING -> json.isTextual() ? text(json, path) : wrong("a text", json, path);
            case ENUM -> symbol(schema, json, path);
            case BOOLEAN -> json.isBoolean() ? (Object) json.booleanValue() : wrong("true or false", json, path);
            case INT ->
                json.isIntegralNumber() && json.canConvertToInt()
                        ? (Object) json.intValue()
                        : wrong("a whole number of at most 32 bits", json, path);
            case LONG -> schema.getLogicalType() == null ? whole(json, path) : time(json, path);
            case DOUBLE ->
                json.isNumber() && Double.isFinite(json.doubleValue())
                        ? (Object) json.doubleValue()
                        : wrong("a number", json, path);
            case BYTES -> bytes(json, path);
            case FLOAT, FIXED, NULL ->
                throw new IllegalStateException("no record that people edit has the type " + schema.getType());
        };
    }

    private IndexedRecord record(Schema schema, JsonNode json, String path) {
        IndexedRecord record = (IndexedRecord) MODEL.newRecord(null, schema);
        for (Schema.Field field : schema.getFields()) {
            JsonNode given = json.get(field.name());
            if (given == null) {
                add(
                        "missing-field",
                        JsonPaths.child(path, field.name()),
                        "the field is missing; give null for no value");
                continue;
            }
            Object value = value(field.schema(), given, JsonPaths.child(path, field.name()));
            if (value != null) {
                record.put(field.pos(), value);
            }
        }
        json.fieldNames().forEachRemaining(name -> {
            if (schema.getField(name) == null) {
                add("unknown-field", JsonPaths.child(path, name), "there is no such field; leave it out");
            }
        });
        return record;
    }

    private List<@Nullable Object> array(Schema schema, JsonNode json, String path) {
        List<@Nullable Object> items = new ArrayList<>();
        json.forEach(item -> items.add(value(schema.getElementType(), item, path + "/" + items.size())));
        return items;
    }

    private Map<String, @Nullable Object> map(Schema schema, JsonNode json, String path) {
        Map<String, @Nullable Object> entries = new HashMap<>();
        json.fieldNames()
                .forEachRemaining(name ->
                        entries.put(name, value(schema.getValueType(), json.get(name), JsonPaths.child(path, name))));
        return entries;
    }

    private @Nullable Object nullable(Schema union, JsonNode json, String path) {
        List<Schema> others = union.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .toList();
        if (others.size() != 1) {
            throw new IllegalStateException("no record that people edit has a choice of types: " + union);
        }
        return json.isNull() && union.isNullable() ? null : value(others.get(0), json, path);
    }

    private @Nullable Object text(JsonNode json, String path) {
        String text = json.textValue();
        boolean broken = text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        if (broken) {
            add("broken-text", path, "the text holds half a character: " + Violations.shortened(text));
        }
        return broken ? null : text;
    }

    private @Nullable Object symbol(Schema schema, JsonNode json, String path) {
        return json.isTextual() && schema.hasEnumSymbol(json.textValue())
                ? MODEL.createEnum(json.textValue(), schema)
                : wrong("one of " + String.join(", ", schema.getEnumSymbols()), json, path);
    }

    private @Nullable Object whole(JsonNode json, String path) {
        return json.isIntegralNumber() && json.canConvertToLong()
                ? (Object) json.longValue()
                : wrong("a whole number of at most 64 bits", json, path);
    }

    private @Nullable Object time(JsonNode json, String path) {
        if (json.isTextual()) {
            try {
                Instant time = Instant.parse(json.textValue());
                if (time.equals(Instant.ofEpochMilli(time.toEpochMilli()))) {
                    return time;
                }
            } catch (DateTimeException | ArithmeticException e) {
                // Said below.
            }
        }
        return wrong("a time like 2026-05-04T12:00:00.000Z", json, path);
    }

    private @Nullable Object bytes(JsonNode json, String path) {
        if (json.isTextual()) {
            try {
                return ByteBuffer.wrap(Base64.getDecoder().decode(json.textValue()));
            } catch (IllegalArgumentException e) {
                // Said below.
            }
        }
        return wrong("bytes in Base64", json, path);
    }

    private @Nullable Object wrong(String expected, JsonNode found, String path) {
        add("wrong-type", path, "expected " + expected + ", found " + Violations.shortened(found.toString()));
        return null;
    }

    private void add(String code, String path, String message) {
        if (violations.size() < MOST) {
            violations.add(Violations.reject("schema." + code, path, message));
        }
    }
}
