package dev.leadrelay.agent.tool;

import com.fasterxml.jackson.databind.JsonNode;

/** Something outside that an agent can ask, with a contract. Implementations are thread-safe. */
public interface Tool {

    /** Name, schemas and bounds. */
    ToolContract contract();

    /**
     * Does the work once. The caller checks input and output, limits time and size, and tries again.
     *
     * @param input valid against the contract's input schema
     * @return a value the contract's output schema describes
     * @throws ToolException when there is no result; it says whether another try may help
     */
    JsonNode execute(JsonNode input) throws ToolException, InterruptedException;
}
