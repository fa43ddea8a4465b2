package dev.leadrelay.agent.tool;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leadrelay.schemas.Identifiers;
import java.time.Duration;

/**
 * What a tool takes, gives and may cost in time. Immutable.
 *
 * @param name as the model sees it, for example {@code fetch_page}
 * @param version of the contract, for example {@code 1}
 * @param description what it is for, as the model reads it
 * @param input JSON Schema of the input, an object
 * @param output JSON Schema of the output
 * @param timeout limit of one try
 * @param maxBytes limit of the output as JSON, in UTF-8 bytes
 */
public record ToolContract(
        String name,
        String version,
        String description,
        JsonNode input,
        JsonNode output,
        Duration timeout,
        int maxBytes) {

    /** Identifies name, version and both schemas: what a run log says of the contract in use. Short hash, hex. */
    public String fingerprint() {
        return Identifiers.shortHash("tool-contract", name, version, input.toString(), output.toString());
    }
}
