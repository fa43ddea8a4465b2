package dev.leadrelay.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.DecisionKind;
import dev.leadrelay.schemas.records.OriginalRecord;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a decision was about and what it lets go on, each as SHA-256 in lower-case hex: of a record over its canonical JSON
 * (UTF-8, no spaces, fields and map entries by name, nulls left out), of a raw reply over its text, of an original record
 * over the bytes of its value.
 *
 * @param before null where nothing was kept of what it was about
 * @param after the same as before where nothing was edited; null where nothing goes on
 */
record ContentHashes(@Nullable String before, @Nullable String after) {

    /** The hashes of a decision about a dead letter. */
    static ContentHashes of(DeadLetter letter, DecisionKind kind, DecisionContent content) {
        String request = of(letter.getRequest());
        String candidate = of(letter.getCandidate());
        String asked = request == null ? original(letter.getOriginal()) : request;
        return switch (kind) {
            case RETRY, RAISE_BUDGET -> new ContentHashes(asked, asked);
            case RETRY_EDITED -> new ContentHashes(asked, of(content.input()));
            case ACCEPT -> new ContentHashes(candidate, of(content.candidate()));
            case APPROVE -> {
                // What waits for a yes is a draft, or calls of tools that the same request will make.
                String approved = candidate == null ? asked : candidate;
                yield new ContentHashes(approved, approved);
            }
            case DISCARD, PIN, UNKNOWN -> new ContentHashes(asked, null);
        };
    }

    /** The hashes of a decision that writes the value of an original record again, byte for byte. */
    static ContentHashes ofUnchanged(byte @Nullable [] value) {
        String hash = value == null ? null : hash(value);
        return new ContentHashes(hash, hash);
    }

    private static @Nullable String of(@Nullable Object content) {
        return switch (content) {
            case null -> null;
            case IndexedRecord record -> Identifiers.contentHash(canonical(record));
            default -> Identifiers.contentHash(content.toString());
        };
    }

    private static @Nullable String original(@Nullable OriginalRecord original) {
        byte[] value = original == null ? null : DecisionRecords.bytes(original.getValue());
        return value == null ? null : hash(value);
    }

    private static String hash(byte[] bytes) {
        return HexFormat.of().formatHex(Identifiers.sha256().digest(bytes));
    }

    /**
     * The canonical JSON of a record. Not its Avro binary: that follows the order in which a map happens to be, and changes
     * with each field that is added to the schema.
     */
    static String canonical(IndexedRecord record) {
        return sorted(RecordTree.of(record)).toString();
    }

    private static JsonNode sorted(JsonNode node) {
        if (node.isArray()) {
            var array = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> array.add(sorted(element)));
            return array;
        }
        if (!node.isObject()) {
            return node;
        }
        Map<String, JsonNode> fields = new TreeMap<>();
        node.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        fields.forEach((name, value) -> {
            if (!value.isNull()) {
                object.set(name, sorted(value));
            }
        });
        return object;
    }
}
