package dev.leadrelay.agent.attempt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leadrelay.agent.Findings;
import dev.leadrelay.agent.tool.ToolBox;
import dev.leadrelay.agent.tool.ToolResult;
import dev.leadrelay.schemas.records.RunStepKind;
import dev.leadrelay.schemas.records.Violation;
import java.util.List;

/** Calls tools for an attempt and records each call, refused ones too. Thread-safe. */
final class ToolCalls {
    private final ToolBox tools;
    private final RunLog log;

    ToolCalls(ToolBox tools, RunLog log) {
        this.tools = tools;
        this.log = log;
    }

    ToolResult call(String name, JsonNode input) throws InterruptedException {
        RunLog.Step step =
                log.begin(RunStepKind.TOOL_CALL, name).input(input.toString()).contract(tools.fingerprint(name));
        ToolResult result = tools.call(name, input);
        switch (result) {
            case ToolResult.Returned returned -> step.output(returned.output().toString());
            case ToolResult.Refused refused ->
                step.violations(refused.violations()).error(Findings.summary(refused.violations()));
            case ToolResult.Failed failed -> step.error(failed.failureClass() + ": " + failed.message());
        }
        step.end();
        return result;
    }

    /** Records a call that never left. */
    void refused(String name, String arguments, List<Violation> violations) {
        log.begin(RunStepKind.TOOL_CALL, name)
                .input(arguments)
                .violations(violations)
                .error(Findings.summary(violations))
                .end();
    }
}
