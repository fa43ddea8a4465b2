package dev.leadrelay.gateway.structured;

import dev.leadrelay.gateway.ModelRequest.ResponseFormat;
import dev.leadrelay.schemas.json.JsonSchemas;
import dev.leadrelay.schemas.records.Violation;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Asks a model for a record and reads its answer strictly: nothing is guessed, repaired or left out. Thread-safe.
 *
 * @param <T> the generated class of the record
 */
public final class StructuredFormat<T extends SpecificRecord> {
    private final Class<T> type;
    private final Schema schema;
    private final SpecificData model;
    private final ResponseFormat responseFormat;

    private StructuredFormat(Class<T> type, SpecificData model, Schema schema) {
        this.type = type;
        this.model = model;
        this.schema = schema;
        this.responseFormat = ResponseFormat.of(schema.getName(), JsonSchemas.forModel(schema));
    }

    /**
     * The format of a generated record class.
     *
     * @throws IllegalArgumentException when the record has something that cannot be asked of a model, see {@link
     *     JsonSchemas#forModel}
     */
    public static <T extends SpecificRecord> StructuredFormat<T> of(Class<T> type) {
        SpecificData model = SpecificData.getForClass(type);
        return new StructuredFormat<>(type, model, model.getSchema(type));
    }

    /** Name of the record. */
    public String name() {
        return responseFormat.name();
    }

    /** What goes into the request. */
    public ResponseFormat responseFormat() {
        return responseFormat;
    }

    /** Reads what the model wrote; never throws. */
    public Parsed<T> parse(@Nullable String text) {
        List<Violation> violations = new ArrayList<>();
        @Nullable Object value = StrictText.read(text == null ? "" : text, schema, model, violations);
        return value == null ? new Parsed.Bad<>(violations) : new Parsed.Good<>(type.cast(value));
    }
}
