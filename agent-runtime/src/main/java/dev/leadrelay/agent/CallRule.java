package dev.leadrelay.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leadrelay.agent.tool.ToolUse;
import dev.leadrelay.schemas.records.Violation;
import java.util.List;

/** Which calls a conversation allows, beyond what the tools' contracts say: a model may ask for what it read somewhere. Pure. */
@FunctionalInterface
public interface CallRule {
    /** Every call that keeps its tool's contract. */
    CallRule ALL = (tool, input, soFar) -> List.of();

    /**
     * What is wrong with a call that has not been made; empty when it may leave.
     *
     * @param soFar the calls that were made before it
     */
    List<Violation> check(String tool, JsonNode input, List<ToolUse> soFar);
}
