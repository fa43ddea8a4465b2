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

    private final Set<Source> sources;
    private final int maxSteps;

    ModelPlan(Set<Source> sources, int maxSteps) {
        this.sources = Set.copyOf(sources);
        this.maxSteps = maxSteps;
    }

    @Override
    public Result gather(Lead lead, AgentContext context) throws InterruptedException {
        Gathering gathering = new Gathering(context.clock().instant());
        if (!canLookUp(lead)) {
            context.note("plan", "nothing of the lead can be looked up with the tools there are");
            return new Done(gathering.done());
        }
        List<String> tools = sources.stream().sorted().map(Source::tool).toList();
        Conversed conversed = context.converse(
                new Conversation(PROMPT.name(), Variables.none().with("lead", PromptData.lead(lead)), tools, maxSteps));
        gathering.add(conversed.uses());
        return switch (conversed) {
            case Conversed.Ended ended -> new Done(gathering.done());
            case Conversed.Stopped stopped -> afterStop(stopped, gathering, context);
        };
    }

    /** A model that plans badly may still have looked at enough to state claims from. */
    private static Result afterStop(Conversed.Stopped stopped, Gathering gathering, AgentContext context) {
        boolean badPlan = stopped.failureClass() == FailureClass.OUTPUT_REJECTED
                || stopped.failureClass() == FailureClass.LOOP_DETECTED;
        if (!badPlan || gathering.isEmpty()) {
            return new Stopped(
                    new Outcome.Failed<>(stopped.failureClass(), stopped.message(), stopped.violations(), null, null));
        }
        context.note("plan", "goes on with what was found before: " + stopped.message());
        gathering.missing("the search ended early: " + stopped.message());
        return new Done(gathering.done());
    }

    private boolean canLookUp(Lead lead) {
        boolean byDomain = !CompanyKey.domain(lead).isEmpty() && !sources.isEmpty();
        return byDomain || !CompanyKey.name(lead).isEmpty() && sources.contains(Source.SEARCH_WEB);
    }
}
