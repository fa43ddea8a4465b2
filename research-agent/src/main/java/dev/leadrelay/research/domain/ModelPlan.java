package dev.leadrelay.research.domain;

import dev.leadrelay.agent.AgentContext;
import dev.leadrelay.agent.Conversation;
import dev.leadrelay.agent.Conversed;
import dev.leadrelay.agent.Outcome;
import dev.leadrelay.agent.data.PromptData;
import dev.leadrelay.agent.prompt.PromptUse;
import dev.leadrelay.agent.prompt.Variables;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.Lead;
import java.util.List;
import java.util.Set;

/** Lets the model decide which pages and records to look at. */
final class ModelPlan implements Plan {
    static final PromptUse PROMPT = new PromptUse("research-plan", Set.of("lead"), 3_000);

    /** Failures of the planning alone: what may be claimed does not depend on who chose the pages. */
    private static final Set<FailureClass> BAD_PLAN =
            Set.of(FailureClass.OUTPUT_REJECTED, FailureClass.LOOP_DETECTED, FailureClass.MODEL_REFUSED);

    private final Set<Source> sources;
    private final int maxSteps;

    ModelPlan(Set<Source> sources, int maxSteps) {
        this.sources = Set.copyOf(sources);
        this.maxSteps = maxSteps;
    }

    @Override
    public Result gather(Lead lead, AgentContext context) throws InterruptedException {
        Gathering gathering = new Gathering(context.clock().instant(), context.suspiciousText());
        if (!canLookUp(lead)) {
            context.note("plan", "nothing of the lead can be looked up with the tools there are");
            return new Done(gathering.done());
        }
        List<String> tools = sources.stream().sorted().map(Source::tool).toList();
        Conversed conversed = context.converse(new Conversation(
                PROMPT.name(),
                Variables.none().with("lead", PromptData.lead(lead)),
                tools,
                new OwnSites(lead),
                maxSteps));
        gathering.add(conversed.uses());
        if (conversed instanceof Conversed.Stopped stopped) {
            if (!BAD_PLAN.contains(stopped.failureClass())) {
                return new Stopped(new Outcome.Failed<>(
                        stopped.failureClass(), stopped.message(), stopped.violations(), null, null));
            }
            context.note("plan", "goes on without the model's plan: " + stopped.message());
        }
        if (gathering.isEmpty()) {
            // A lead must not end as unknown because a model planned nothing: what is obvious is asked anyway.
            new DirectPlan(sources).ask(lead, gathering, context);
        }
        return Plan.end(gathering);
    }

    private boolean canLookUp(Lead lead) {
        boolean byDomain = !CompanyKey.domain(lead).isEmpty() && !sources.isEmpty();
        return byDomain || !CompanyKey.name(lead).isEmpty() && sources.contains(Source.SEARCH_WEB);
    }
}
