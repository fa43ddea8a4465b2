package dev.leadrelay.agent.attempt;

import dev.leadrelay.gateway.CallBudget;
import dev.leadrelay.gateway.FinishReason;
import dev.leadrelay.gateway.ModelChannel;
import dev.leadrelay.gateway.ModelOutcome;
import dev.leadrelay.gateway.ModelRequest;
import dev.leadrelay.gateway.ModelUsage;
import dev.leadrelay.gateway.ToolCall;
import dev.leadrelay.schemas.records.FailureClass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A model that says what a test wants, the last thing again and again, and remembers what it was asked. */
public final class ScriptedModel implements ModelChannel {
    public final List<ModelRequest> requests = Collections.synchronizedList(new ArrayList<>());
    private final List<ModelOutcome> script;

    public ScriptedModel(ModelOutcome... script) {
        this(List.of(script));
    }

    public ScriptedModel(List<ModelOutcome> script) {
        this.script = List.copyOf(script);
    }

    public static ModelOutcome says(String text) {
        return answered(text, List.of());
    }

    public static ModelOutcome calls(ToolCall... calls) {
        return answered(null, List.of(calls));
    }

    public static ToolCall tool(String name, String arguments) {
        return new ToolCall("call-" + name, name, arguments.replace('\'', '"'));
    }

    public static ModelOutcome fails(FailureClass failureClass) {
        return new ModelOutcome.Failed(failureClass, "scripted " + failureClass, ModelUsage.NONE, null);
    }

    private static ModelOutcome answered(String text, List<ToolCall> calls) {
        return new ModelOutcome.Answered(
                text,
                calls,
                calls.isEmpty() ? FinishReason.STOP : FinishReason.TOOL_CALLS,
                new ModelUsage(1, 10, 5, 3),
                "scripted",
                "scripted-1",
                true,
                Duration.ofMillis(1));
    }

    @Override
    public ModelOutcome call(ModelRequest request, CallBudget budget) {
        synchronized (requests) {
            requests.add(request);
            return script.get(Math.min(requests.size(), script.size()) - 1);
        }
    }
}
