package dev.leadrelay.schemas;

import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/** Every named type that travels in a topic, by name. */
final class CurrentSchemas {
    private CurrentSchemas() {}

    static Map<String, Schema> all() {
        Map<String, Schema> found = new TreeMap<>();
        new Topics("").all().forEach(topic -> collect(SpecificData.get().getSchema(topic.valueType()), found));
        return found;
    }

    static void collect(Schema schema, Map<String, Schema> found) {
        switch (schema.getType()) {
            case RECORD -> {
                if (found.put(schema.getName(), schema) == null) {
                    schema.getFields().forEach(field -> collect(field.schema(), found));
                }
            }
            case ENUM -> found.put(schema.getName(), schema);
            case ARRAY -> collect(schema.getElementType(), found);
            case MAP -> collect(schema.getValueType(), found);
            case UNION -> schema.getTypes().forEach(branch -> collect(branch, found));
            default -> {}
        }
    }
}
