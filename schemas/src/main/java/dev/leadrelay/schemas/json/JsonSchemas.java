package dev.leadrelay.schemas.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** Derives JSON Schemas from Avro, so that a record is described once. Thread-safe. */
public final class JsonSchemas {
    private JsonSchemas() {}

    /**
     * The JSON Schema that a model is asked to answer in, within what strict structured output accepts: every property is
     * required, nothing else is allowed, a nullable value has {@code null} among its types, docs become descriptions.
     * The default symbol of an enum is left out: it stands for symbols that a reader does not know, and is no answer.
     * Records are written in place; only those that contain themselves go to {@code $defs}.
     *
     * @param record schema of a record
     * @throws IllegalArgumentException when the record has something that cannot be asked for: a map, bytes, a logical
     *     type, or a union other than with null; the message names the field
     */
    public static ObjectNode forModel(Schema record) {
        if (record.getType() != Schema.Type.RECORD) {
            throw new IllegalArgumentException("only a record can be asked of a model, not " + record.getType());
        }
        return new ModelSchemaWriter(record).write();
    }

    /**
     * The symbols of an enum that a model may answer, in order.
     *
     * @param enumeration schema of an enum
     */
    public static List<String> answerable(Schema enumeration) {
        List<String> symbols = new ArrayList<>(enumeration.getEnumSymbols());
        if (symbols.size() > 1) {
            symbols.remove(enumeration.getEnumDefault());
        }
        return symbols;
    }
}
