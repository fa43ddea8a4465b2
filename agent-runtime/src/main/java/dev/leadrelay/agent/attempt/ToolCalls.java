package dev.leadrelay.agent.attempt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leadrelay.agent.Findings;
import dev.leadrelay.agent.tool.ToolBox;
import dev.leadrelay.agent.tool.ToolResult;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.RunStepKind;
import dev.leadrelay.schemas.records.Violation;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Calls tools for an attempt and records each call, refused ones too. While a tool that the agent cannot do without is not to be had, a call
 * waits with the attempt's clock stopped. Thread-safe.
 */
final class ToolCalls {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final ToolBox tools;
    private final Collection<String> approvals;
    private final Outages outages;
    private final RunLog log;

    /** @param approvals ids of the calls that a person has approved for this attempt */
    ToolCalls(ToolBox tools, Collection<String> approvals, Outages outages, RunLog log) {
        this.tools = tools;
        this.approvals = Set.copyOf(approvals);
        this.outages = outages;
        this.log = log;
    }

    ToolResult call(String name, JsonNode input) throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        for (int outagesSeen = 0; ; outagesSeen++) {
            RunLog.Step step = log.begin(RunStepKind.TOOL_CALL, name)
                    .input(input.toString())
                    .contract(tools.fingerprint(name));
            ToolResult result = tools.call(name, input, approvals);
            if (!(result instanceof ToolResult.Failed failed)
                    || failed.failureClass() != FailureClass.DEPENDENCY_UNAVAILABLE) {
                record(step, result);
                return result;
            }
            if (outagesSeen == 0) {
                // Only the first: an outage of hours must not become a run log of megabytes.
                record(step, result);
            }
            outages.await("the tool " + name, failed.message(), () -> tools.answers(name));
            // What answers its own example may still fail for this input; without a pause that would be a hot loop.
            Thread.sleep(pause);
            pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    /** What a person has to approve before a valid call may leave; null when it may. */
    @Nullable
    Violation toApprove(String name, JsonNode input) {
        return tools.toApprove(name, input, approvals);
    }

    /** Records a call that never left. */
    void refused(String name, String arguments, List<Violation> violations) {
        log.begin(RunStepKind.TOOL_CALL, name)
                .input(arguments)
                .violations(violations)
                .error(Findings.summary(violations))
                .end();
    }

    private static void record(RunLog.Step step, ToolResult result) {
        switch (result) {
            case ToolResult.Returned returned -> step.output(returned.output().toString());
            case ToolResult.Refused refused ->
                step.violations(refused.violations()).error(Findings.summary(refused.violations()));
            case ToolResult.Held held ->
                step.violations(List.of(held.call())).error(held.call().getMessage());
            case ToolResult.Failed failed -> step.error(failed.failureClass() + ": " + failed.message());
        }
        step.end();
    }
}
