package dev.leadrelay.agent.tool;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.Violation;
import java.util.List;

/** What came of a tool call. Immutable. */
public sealed interface ToolResult {

    /** The output, valid against the contract. */
    record Returned(JsonNode output) implements ToolResult {}

    /** The call never left: no such tool, or arguments against its contract. */
    record Refused(List<Violation> violations) implements ToolResult {
        public Refused {
            violations = List.copyOf(violations);
        }
    }

    /**
     * The call never left: the tool is sensitive, and no person has approved this call.
     *
     * @param call what is to be approved; its path is the approval id
     */
    record Held(Violation call) implements ToolResult {}

    /**
     * The tool gave nothing usable.
     *
     * @param failureClass TOOL_FAILED, TOOL_CONTRACT_DRIFT, or DEPENDENCY_UNAVAILABLE when not the input but the tool
     *     as a whole is not to be had and the agent cannot do without it
     * @param message one sentence for a person
     */
    record Failed(FailureClass failureClass, String message) implements ToolResult {}
}
