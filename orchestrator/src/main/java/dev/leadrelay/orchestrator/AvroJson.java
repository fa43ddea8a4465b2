package dev.leadrelay.orchestrator;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Shows records as plain JSON: field names as in the schema, times in ISO 8601, bytes in base 64. */
final class AvroJson {
    private AvroJson() {}

    /** The record's fields in the order of its schema, ready for Jackson. */
    static Map<String, @Nullable Object> of(SpecificRecord record) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        for (Schema.Field field : record.getSchema().getFields()) {
            json.put(field.name(), value(record.get(field.pos())));
        }
        return json;
    }

    private static @Nullable Object value(@Nullable Object value) {
        if (value instanceof SpecificRecord record) {
            return of(record);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(AvroJson::value).toList();
        }
        if (value instanceof Instant || value instanceof Enum<?>) {
            return value.toString();
        }
        if (value instanceof ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            return Base64.getEncoder().encodeToString(copy);
        }
        return value;
    }
}
