package dev.leadrelay.agent.tool;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

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

    /**
     * An input by which the live endpoint shows whether it still keeps the contract, and whether it is there at all; it must change nothing
     * out there, and no person is asked before. Empty when there is none to be had.
     */
    default Optional<JsonNode> example() {
        return Optional.empty();
    }

    /** Why an output says that the endpoint was not to be had; empty when it does not. */
    default Optional<String> unavailable(JsonNode output) {
        return Optional.empty();
    }
}
