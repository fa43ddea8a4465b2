package dev.leadrelay.agent.testing;

import dev.leadrelay.agent.attempt.Attempt;
import dev.leadrelay.agent.attempt.AttemptParts;
import dev.leadrelay.agent.attempt.CallShape;
import dev.leadrelay.agent.attempt.Formats;
import dev.leadrelay.agent.attempt.Redaction;
import dev.leadrelay.agent.prompt.PromptLibrary;
import dev.leadrelay.agent.prompt.PromptUse;
import dev.leadrelay.agent.tool.Tool;
import dev.leadrelay.agent.tool.ToolBox;
import dev.leadrelay.agent.tool.ToolUsage;
import dev.leadrelay.gateway.CallBudget;
import dev.leadrelay.gateway.FinishReason;
import dev.leadrelay.gateway.Message;
import dev.leadrelay.gateway.ModelChannel;
import dev.leadrelay.gateway.ModelOutcome;
import dev.leadrelay.gateway.ModelRequest;
import dev.leadrelay.gateway.ModelUsage;
import dev.leadrelay.gateway.ToolCall;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.HandoffHeader;
import dev.leadrelay.schemas.records.Stage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A model that answers by script, behind a real attempt: prompts, repair loop and tools are those of the runtime. For the tests
 * of agents.
 */
public final class AgentScript implements ModelChannel {
    /** The time of every attempt. */
    public static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    /** What was asked, in order. */
    public final List<ModelRequest> requests = new ArrayList<>();

    private final Deque<Function<ModelRequest, ModelOutcome>> script = new ArrayDeque<>();
    private Map<String, String> versions = Map.of();

    /** Asks with these versions of prompts, by name, where they are not the default ones. */
    public AgentScript withPrompts(Map<String, String> promptVersions) {
        versions = Map.copyOf(promptVersions);
        return this;
    }

    public AgentScript answer(String text) {
        script.add(request -> answered(text, List.of()));
        return this;
    }

    public AgentScript fail(FailureClass failureClass) {
        script.add(request -> new ModelOutcome.Failed(failureClass, "scripted", ModelUsage.NONE, null));
        return this;
    }

    public AgentScript callTool(String name, String arguments) {
        script.add(request -> answered(null, List.of(new ToolCall("call-1", name, arguments))));
        return this;
    }

    @Override
    public ModelOutcome call(ModelRequest request, CallBudget budget) {
        requests.add(request);
        if (script.isEmpty()) {
            throw new AssertionError("asked more often than the script says: "
                    + request.messages().getLast());
        }
        return script.remove().apply(request);
    }

    public boolean isDone() {
        return script.isEmpty();
    }

    /** What the model was told in a call: the prompt's user part. */
    public String userText(int call) {
        return requests.get(call).messages().stream()
                .filter(Message.User.class::isInstance)
                .map(message -> ((Message.User) message).text())
                .findFirst()
                .orElseThrow();
    }

    public String systemText(int call) {
        return ((Message.System) requests.get(call).messages().getFirst()).text();
    }

    public Attempt attempt(Stage stage, List<PromptUse> prompts, Tool... tools) {
        HandoffHeader header = HandoffHeader.newBuilder()
                .setHandoffId("h-1")
                .setListId("list")
                .setLeadId("l-1")
                .setStage(stage)
                .setAttempt(1)
                .setIssuedAt(NOW)
                .setBudgetTokens(1_000_000)
                .setBudgetCostMicros(1_000_000)
                .setHop(1)
                .setLineage("lineage")
                .build();
        AttemptParts parts = new AttemptParts(
                PromptLibrary.load(prompts, versions, Optional.empty()),
                new ToolBox(List.of(tools).stream().map(ToolUsage::optional).toList()),
                this,
                () -> true,
                (reason, detail, probe) -> {
                    throw new AssertionError("an outage was not expected: " + reason);
                },
                new CallShape(1_000, null),
                new Formats(),
                new Redaction(List.of()),
                Clock.fixed(NOW, ZoneOffset.UTC));
        return new Attempt(header, parts);
    }

    private static ModelOutcome answered(String text, List<ToolCall> calls) {
        FinishReason reason = calls.isEmpty() ? FinishReason.STOP : FinishReason.TOOL_CALLS;
        return new ModelOutcome.Answered(
                text, calls, reason, ModelUsage.NONE, "scripted", "model", true, Duration.ofMillis(1));
    }
}
