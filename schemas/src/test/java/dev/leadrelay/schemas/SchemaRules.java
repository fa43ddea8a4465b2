package dev.leadrelay.schemas;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** What every schema must keep to; each rule gives the sentences of what breaks it. */
final class SchemaRules {
    private SchemaRules() {}

    /** Both directions: new readers read old records, old readers read new ones. */
    static List<String> incompatibilities(Schema current, Schema released) {
        List<String> found = new ArrayList<>();
        found.addAll(unreadable("the current schema cannot read", current, released));
        found.addAll(unreadable("the released schema cannot read", released, current));
        return found;
    }

    private static List<String> unreadable(String who, Schema reader, Schema writer) {
        var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
        return result.getType() == SchemaCompatibilityType.COMPATIBLE
                ? List.of()
                : result.getResult().getIncompatibilities().stream()
                        .map(why -> reader.getName() + ": " + who + " the other at " + why.getLocation() + ": "
                                + why.getType())
                        .toList();
    }

    static List<String> styleViolations(Schema schema) {
        List<String> found = new ArrayList<>();
        if (schema.getDoc() == null) {
            found.add(schema.getName() + " has no doc");
        }
        switch (schema.getType()) {
            case ENUM -> {
                if (!"UNKNOWN".equals(schema.getEnumDefault())) {
                    found.add(schema.getName() + " needs the default UNKNOWN");
                }
            }
            case RECORD -> schema.getFields().forEach(field -> found.addAll(ofField(schema, field)));
            default -> throw new IllegalArgumentException(schema.toString());
        }
        return found;
    }

    private static List<String> ofField(Schema schema, Schema.Field field) {
        List<String> found = new ArrayList<>();
        String where = schema.getName() + "." + field.name();
        if (field.doc() == null || !field.doc().contains("Set by ")) {
            found.add(where + " does not say who sets it");
        }
        Schema value = present(field.schema());
        String lower = field.name().toLowerCase(Locale.ROOT);
        boolean money = lower.contains("cost")
                || lower.contains("price")
                || field.name().contains("Micros");
        if (money && (!field.name().contains("Micros") || value.getType() != Schema.Type.LONG)) {
            found.add(where + " is money: a long named ...Micros...");
        }
        boolean time = lower.equals("at") || field.name().endsWith("At") || value.getLogicalType() != null;
        boolean millis = value.getLogicalType() != null
                && value.getLogicalType().getName().equals("timestamp-millis");
        if (time && !millis) {
            found.add(where + " is a time: timestamp-millis");
        }
        return found;
    }

    private static Schema present(Schema schema) {
        return schema.isUnion()
                ? schema.getTypes().stream()
                        .filter(branch -> branch.getType() != Schema.Type.NULL)
                        .findFirst()
                        .orElseThrow()
                : schema;
    }

    static Map<String, Schema> namedTypesOf(Schema schema) {
        Map<String, Schema> found = new TreeMap<>();
        CurrentSchemas.collect(schema, found);
        return found;
    }
}
