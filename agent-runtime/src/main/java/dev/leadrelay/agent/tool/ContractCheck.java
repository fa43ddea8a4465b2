package dev.leadrelay.agent.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.leadrelay.schemas.records.Severity;
import dev.leadrelay.schemas.records.Violation;
import java.util.List;

/** Checks values against a JSON Schema. Thread-safe. */
final class ContractCheck {
    private static final int MAX_MESSAGE = 300;

    private final Schema schema;
    private final String code;

    /** @param code of the violations it reports */
    ContractCheck(JsonNode schema, String code) {
        this.schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema.toString(), InputFormat.JSON);
        this.code = code;
    }

    /** What is wrong with the value; empty when nothing is. */
    List<Violation> check(JsonNode value) {
        return schema.validate(value.toString(), InputFormat.JSON).stream()
                .map(this::violation)
                .toList();
    }

    private Violation violation(Error error) {
        String message = error.getMessage();
        return Violation.newBuilder()
                .setCode(code)
                .setPath(error.getInstanceLocation().toString())
                .setMessage(message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE))
                .setSeverity(Severity.REJECT)
                .build();
    }
}
