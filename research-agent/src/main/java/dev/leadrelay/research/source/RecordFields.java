package dev.leadrelay.research.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Writes a JSON record as lines that can be quoted. Pure. */
final class RecordFields {
    private RecordFields() {}

    /** {@code name: value} per field, {@code outer.inner: value} where objects nest, lists of values on one line. */
    static List<String> of(JsonNode record) {
        List<String> lines = new ArrayList<>();
        add("", record, lines);
        return lines;
    }

    private static void add(String name, JsonNode value, List<String> lines) {
        if (value.isObject()) {
            String prefix = name.isEmpty() ? "" : name + ".";
            value.properties().forEach(field -> add(prefix + field.getKey(), field.getValue(), lines));
        } else if (value.isArray() && hasContainers(value)) {
            int place = 1;
            for (JsonNode item : value) {
                add(name + "." + place++, item, lines);
            }
        } else {
            String text = value.isArray() ? joined(value) : value.asText("").strip();
            if (!text.isEmpty() && !value.isNull()) {
                lines.add(name + ": " + text);
            }
        }
    }

    private static boolean hasContainers(JsonNode list) {
        for (JsonNode item : list) {
            if (item.isContainerNode()) {
                return true;
            }
        }
        return false;
    }

    private static String joined(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> {
            if (!item.isNull() && !item.asText("").isBlank()) {
                texts.add(item.asText().strip());
            }
        });
        return String.join(", ", texts);
    }
}
