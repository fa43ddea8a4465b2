package dev.leadrelay.cli.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/** Records as plain nested JSON: no union wrappers, times as ISO 8601, bytes as Base64. */
public final class RecordJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private RecordJson() {}

    /** One line of JSON. */
    public static String line(SpecificRecordBase record) {
        return node(record).toString();
    }

    /** One line of JSON with one more field, a list of texts. */
    static String line(SpecificRecordBase record, String field, List<String> texts) {
        ObjectNode object = object(record);
        object.set(field, array(texts));
        return object.toString();
    }

    /** JSON with line breaks, for reading. */
    public static String pretty(SpecificRecordBase record) {
        return node(record).toPrettyString();
    }

    private static JsonNode node(@Nullable Object value) {
        return switch (value) {
            case null -> NODES.nullNode();
            case SpecificRecordBase record -> object(record);
            case List<?> list -> array(list);
            case Map<?, ?> map -> map(map);
            case Instant time -> NODES.textNode(time.toString());
            case ByteBuffer bytes -> NODES.textNode(base64(bytes));
            case Enum<?> symbol -> NODES.textNode(symbol.name());
            default -> JSON.valueToTree(value);
        };
    }

    private static ObjectNode object(SpecificRecordBase record) {
        ObjectNode object = NODES.objectNode();
        for (Schema.Field field : record.getSchema().getFields()) {
            object.set(field.name(), node(record.get(field.pos())));
        }
        return object;
    }

    private static ArrayNode array(List<?> list) {
        ArrayNode array = NODES.arrayNode();
        list.forEach(element -> array.add(node(element)));
        return array;
    }

    private static ObjectNode map(Map<?, ?> map) {
        ObjectNode object = NODES.objectNode();
        map.forEach((key, value) -> object.set(key.toString(), node(value)));
        return object;
    }

    private static String base64(ByteBuffer bytes) {
        ByteBuffer view = bytes.duplicate();
        byte[] copy = new byte[view.remaining()];
        view.get(copy);
        return Base64.getEncoder().encodeToString(copy);
    }
}
