package dev.leadrelay.agent.attempt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leadrelay.agent.Conversation;
import dev.leadrelay.agent.Conversed;
import dev.leadrelay.agent.Findings;
import dev.leadrelay.agent.prompt.Fenced;
import dev.leadrelay.agent.prompt.RenderedPrompt;
import dev.leadrelay.agent.prompt.SuspiciousText;
import dev.leadrelay.agent.tool.ToolBox;
import dev.leadrelay.agent.tool.ToolResult;
import dev.leadrelay.agent.tool.ToolUse;
import dev.leadrelay.gateway.Message;
import dev.leadrelay.gateway.ModelOutcome;
import dev.leadrelay.gateway.ToolCall;
import dev.leadrelay.gateway.ToolSpecification;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Violations;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One conversation with tools. Bounds: the steps, calls per reply, one reply with calls that break a contract, and one
 * repetition of a call (answered from what it gave before; the second is a loop). A reply with calls that a person has to
 * approve ends it before any of them is made. Single use.
 */
final class ToolTalk {
    static final int MAX_CALLS_PER_REPLY = 8;

    private final Conversation conversation;
    private final ToolBox tools;
    private final ToolCalls calls;
    private final Prompts prompts;
    private final SuspiciousText suspicious;
    private final ModelAccess model;
    private final Requests requests;

    private final List<ToolUse> uses = new ArrayList<>();
    private final Map<CallKey, Integer> repeats = new HashMap<>();
    private final Map<CallKey, String> answers = new HashMap<>();
    private int brokenReplies;

    ToolTalk(
            Conversation conversation,
            ToolBox tools,
            ToolCalls calls,
            Prompts prompts,
            SuspiciousText suspicious,
            ModelAccess model,
            Requests requests) {
        this.conversation = conversation;
        this.tools = tools;
        this.calls = calls;
        this.prompts = prompts;
        this.suspicious = suspicious;
        this.model = model;
        this.requests = requests;
    }

    Conversed run() throws InterruptedException {
        RenderedPrompt prompt = prompts.render(conversation.prompt(), conversation.variables());
        if (prompt.overflow()) {
            return stopped(FailureClass.CONTEXT_OVERFLOW, Prompts.overflowMessage(prompt), List.of());
        }
        List<Message> messages = new ArrayList<>(ModelMessages.of(prompt));
        List<ToolSpecification> specifications = specifications();
        String text = "";
        for (int step = 1; step <= conversation.maxSteps(); step++) {
            ModelOutcome outcome = model.call(requests.conversation(messages, specifications), null);
            if (outcome instanceof ModelOutcome.Failed failed) {
                return stopped(failed.failureClass(), failed.message(), List.of());
            }
            ModelOutcome.Answered answered = (ModelOutcome.Answered) outcome;
            text = answered.text() == null ? "" : answered.text();
            if (answered.toolCalls().isEmpty()) {
                return new Conversed.Ended(uses, text, false);
            }
            messages.add(new Message.Assistant(answered.text(), answered.toolCalls()));
            List<Violation> held = toApprove(answered.toolCalls());
            Conversed stop = held.isEmpty()
                    ? follow(answered.toolCalls(), messages)
                    : stopped(FailureClass.APPROVAL_REQUIRED, approvalMessage(held), held);
            if (stop != null) {
                return stop;
            }
        }
        return new Conversed.Ended(uses, text, true);
    }

    /** All at once, so that a person is asked once for a reply and not call by call. */
    private List<Violation> toApprove(List<ToolCall> wanted) {
        List<Violation> held = new ArrayList<>();
        for (ToolCall call : wanted.subList(0, Math.min(wanted.size(), MAX_CALLS_PER_REPLY))) {
            JsonNode input = tools.isSensitive(call.name()) ? ModelMessages.arguments(call) : null;
            if (input != null && check(call, input).isEmpty()) {
                Violation toApprove = calls.toApprove(call.name(), input);
                if (toApprove != null) {
                    calls.refused(call.name(), call.argumentsJson(), List.of(toApprove));
                    held.add(toApprove);
                }
            }
        }
        return held;
    }

    private List<Violation> check(ToolCall call, @Nullable JsonNode input) {
        List<Violation> wrong = tools.check(call.name(), conversation.tools(), input);
        return wrong.isEmpty() && input != null
                ? conversation.rule().check(call.name(), input, List.copyOf(uses))
                : wrong;
    }

    private static String approvalMessage(List<Violation> held) {
        String first = held.getFirst().getMessage();
        return "a person has to approve " + (held.size() == 1 ? "a call" : held.size() + " calls")
                + " before the work can go on: " + first;
    }

    /** Makes the calls of one reply; returns the end of the conversation if one of them is it. */
    private @Nullable Conversed follow(List<ToolCall> wanted, List<Message> messages) throws InterruptedException {
        List<Violation> broken = new ArrayList<>();
        int made = 0;
        for (ToolCall call : wanted) {
            JsonNode input = ModelMessages.arguments(call);
            List<Violation> wrong = check(call, input);
            if (made++ >= MAX_CALLS_PER_REPLY) {
                wrong = List.of(Violations.reject(
                        "tool.too-many-calls", "", "at most " + MAX_CALLS_PER_REPLY + " calls in one reply"));
            }
            if (!wrong.isEmpty() || input == null) {
                broken.addAll(wrong);
                calls.refused(call.name(), call.argumentsJson(), wrong);
                messages.add(new Message.ToolResult(call.id(), call.name(), ModelMessages.repairText(wrong)));
                continue;
            }
            CallKey key = new CallKey(call.name(), input);
            if (repeats.merge(key, 1, Integer::sum) > 2) {
                return stopped(
                        FailureClass.LOOP_DETECTED,
                        "the model asked for the same call of " + call.name() + " three times",
                        List.of());
            }
            String known = answers.get(key);
            if (known == null) {
                ToolResult result = calls.call(call.name(), input);
                uses.add(new ToolUse(call.name(), input, result));
                if (result instanceof ToolResult.Failed failed
                        && (tools.isRequired(call.name())
                                || failed.failureClass() == FailureClass.TOOL_CONTRACT_DRIFT)) {
                    return stopped(failed.failureClass(), failed.message(), List.of());
                }
                known = content(result);
                answers.put(key, known);
            }
            messages.add(new Message.ToolResult(call.id(), call.name(), known));
        }
        if (!broken.isEmpty() && ++brokenReplies > 1) {
            return stopped(FailureClass.OUTPUT_REJECTED, Findings.summary(broken), broken);
        }
        return null;
    }

    private Conversed stopped(FailureClass failureClass, String message, List<Violation> violations) {
        return new Conversed.Stopped(uses, failureClass, message, violations);
    }

    private List<ToolSpecification> specifications() {
        return tools.contracts(conversation.tools()).stream()
                .map(contract -> new ToolSpecification(
                        contract.name(),
                        contract.description(),
                        contract.input().toString()))
                .toList();
    }

    /** What the model reads; what a tool returned is untrusted, and cannot open or close a fence. */
    private String content(ToolResult result) {
        return switch (result) {
            case ToolResult.Returned returned -> Fenced.json(suspicious.of(returned.output()));
            case ToolResult.Refused refused -> ModelMessages.repairText(refused.violations());
            case ToolResult.Held held -> ModelMessages.repairText(List.of(held.call()));
            case ToolResult.Failed failed -> {
                ObjectNode error = JsonNodeFactory.instance.objectNode();
                yield Fenced.json(error.put("error", failed.message()));
            }
        };
    }

    /** Compares arguments as JSON: order of fields and spaces do not matter. */
    private record CallKey(String tool, JsonNode input) {}
}
