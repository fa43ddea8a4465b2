package dev.leadrelay.agent.tool;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.Severity;
import dev.leadrelay.schemas.records.Violation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tools of an agent: each call is checked before it leaves and after it returns, tried at most three times, and
 * bounded in time and size. Nothing a tool does escapes as an exception. Thread-safe.
 */
public final class ToolBox implements AutoCloseable {
    private final Map<String, GuardedTool> tools = new LinkedHashMap<>();

    public ToolBox(List<ToolUsage> usages) {
        for (ToolUsage usage : usages) {
            String name = usage.tool().contract().name();
            if (tools.put(name, new GuardedTool(usage)) != null) {
                throw new IllegalArgumentException("tool " + name + " is defined twice");
            }
        }
    }

    /** Contracts of the named tools, in that order. */
    public List<ToolContract> contracts(Collection<String> names) {
        return names.stream().map(this::known).map(GuardedTool::contract).toList();
    }

    /** Whether an attempt fails when the tool does. */
    public boolean isRequired(String name) {
        return known(name).isRequired();
    }

    /** Whether each call of the tool needs a person's approval; false for a name that does not exist. */
    public boolean isSensitive(String name) {
        GuardedTool tool = tools.get(name);
        return tool != null && tool.isSensitive();
    }

    /**
     * Calls a tool; the name may be one that does not exist.
     *
     * @param approvals ids of the calls of sensitive tools that a person has approved
     */
    public ToolResult call(String name, JsonNode input, Collection<String> approvals) throws InterruptedException {
        GuardedTool tool = tools.get(name);
        return tool == null ? new ToolResult.Refused(List.of(unknown(name))) : tool.call(input, approvals);
    }

    /** What a person has to approve before a valid call may leave; null when it may. */
    public @Nullable Violation toApprove(String name, JsonNode input, Collection<String> approvals) {
        return known(name).toApprove(input, approvals);
    }

    /** Whether what stands behind a tool answers; true for a tool that has nothing to be asked. */
    public boolean answers(String name) throws InterruptedException {
        return known(name).answers();
    }

    public boolean isEmpty() {
        return tools.isEmpty();
    }

    /** Asks each live endpoint with its tool's own example, one after the other. */
    public List<ToolCheck> checkLive() throws InterruptedException {
        List<ToolCheck> checks = new ArrayList<>();
        for (GuardedTool tool : tools.values()) {
            checks.add(tool.checkLive());
        }
        return checks;
    }

    /** Fingerprint of the contract of a tool that may not exist; null then. */
    public @Nullable String fingerprint(String name) {
        GuardedTool tool = tools.get(name);
        return tool == null ? null : tool.fingerprint();
    }

    /** What is wrong with a call that has not been made; empty when nothing is. */
    public List<Violation> check(String name, Collection<String> allowed, @Nullable JsonNode input) {
        GuardedTool tool = allowed.contains(name) ? tools.get(name) : null;
        if (tool == null) {
            return List.of(unknown(name));
        }
        if (input == null) {
            return List.of(violation("tool.arguments", "the arguments of " + shortened(name) + " are not JSON"));
        }
        return tool.check(input);
    }

    @Override
    public void close() {
        tools.values().forEach(GuardedTool::close);
    }

    private GuardedTool known(String name) {
        GuardedTool tool = tools.get(name);
        if (tool == null) {
            throw new IllegalArgumentException("there is no tool " + name + "; name it in the agent's definition");
        }
        return tool;
    }

    private Violation unknown(String name) {
        return violation("tool.unknown", "there is no tool " + shortened(name) + "; there are " + tools.keySet());
    }

    private static Violation violation(String code, String message) {
        return Violation.newBuilder()
                .setCode(code)
                .setPath("")
                .setMessage(message)
                .setSeverity(Severity.REJECT)
                .build();
    }

    private static String shortened(String name) {
        return name.length() <= 60 ? name : name.substring(0, 60) + "…";
    }

    /** A failure of the tool itself. */
    static ToolResult failed(String message) {
        return new ToolResult.Failed(FailureClass.TOOL_FAILED, message);
    }
}
