package dev.leadrelay.agent.attempt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leadrelay.agent.AgentContext;
import dev.leadrelay.agent.Answer;
import dev.leadrelay.agent.Ask;
import dev.leadrelay.agent.AttemptBudget;
import dev.leadrelay.agent.Conversation;
import dev.leadrelay.agent.Conversed;
import dev.leadrelay.agent.prompt.RenderedPrompt;
import dev.leadrelay.agent.prompt.SuspiciousText;
import dev.leadrelay.agent.tool.ToolResult;
import dev.leadrelay.gateway.CallBudget;
import dev.leadrelay.gateway.ModelOutcome;
import dev.leadrelay.gateway.ModelUsage;
import dev.leadrelay.gateway.ProviderSpend;
import dev.leadrelay.schemas.records.HandoffHeader;
import dev.leadrelay.schemas.records.RunStepKind;
import dev.leadrelay.schemas.records.Verdict;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** What an agent is given for one attempt, and what is known of it when it is over. Thread-safe. */
public final class Attempt implements AgentContext {
    private final HandoffHeader header;
    private final AttemptParts parts;
    private final CallBudget budget;
    private final RunLog log;
    private final Prompts prompts;
    private final ModelAccess model;
    private final ToolCalls calls;
    private final Requests requests;

    /**
     * A new attempt.
     *
     * @param header of the request; its budget is the attempt's
     * @param parts what all attempts of the agent share
     */
    public Attempt(HandoffHeader header, AttemptParts parts) {
        this.header = header;
        this.parts = parts;
        budget = new CallBudget(header.getBudgetTokens(), header.getBudgetCostMicros());
        log = new RunLog(parts.clock(), parts.redaction());
        prompts = new Prompts(parts.prompts(), log);
        model = new ModelAccess(parts.model(), budget, parts.outages(), parts.probe(), log);
        calls = new ToolCalls(parts.tools(), header.getApprovals(), parts.outages(), log);
        requests = new Requests(parts.shape(), header.getAttempt());
    }

    @Override
    public HandoffHeader header() {
        return header;
    }

    @Override
    public Clock clock() {
        return parts.clock();
    }

    @Override
    public AttemptBudget budget() {
        ModelUsage spent = budget.spent();
        return new AttemptBudget(
                Math.max(0, header.getBudgetTokens() - spent.tokens()),
                Math.max(0, header.getBudgetCostMicros() - spent.costMicros()));
    }

    @Override
    public <A extends SpecificRecord, R> Answer<R> ask(Ask<A, R> ask) throws InterruptedException {
        return new AskLoop<>(ask, parts.formats().of(ask.answer()), prompts, model, log, requests).run();
    }

    @Override
    public Conversed converse(Conversation conversation) throws InterruptedException {
        return new ToolTalk(conversation, parts.tools(), calls, prompts, suspiciousText(), model, requests).run();
    }

    @Override
    public ToolResult call(String tool, JsonNode input) throws InterruptedException {
        return calls.call(tool, input);
    }

    @Override
    public SuspiciousText suspiciousText() {
        return parts.prompts().suspiciousText();
    }

    @Override
    public Verdict check(String gate, Supplier<Verdict> check) {
        RunLog.Step step = log.begin(RunStepKind.GATE, gate);
        Verdict verdict = check.get();
        step.violations(verdict.getViolations()).end();
        return verdict;
    }

    @Override
    public void note(String name, String text) {
        log.note(name, text);
    }

    /** What the attempt has cost so far, failed calls included. */
    public ModelUsage spent() {
        return budget.spent();
    }

    /** The same by provider and model. */
    public List<ProviderSpend> spend() {
        return budget.spend();
    }

    /** The run log. */
    public RunLog log() {
        return log;
    }

    /** The prompt asked with last; null when no model was asked. */
    public @Nullable RenderedPrompt lastPrompt() {
        return prompts.last();
    }

    /** The model's last answer; null when there was none. */
    public ModelOutcome.@Nullable Answered lastAnswer() {
        return model.lastAnswer();
    }
}
