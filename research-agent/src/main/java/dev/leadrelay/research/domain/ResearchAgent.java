package dev.leadrelay.research.domain;

import dev.leadrelay.agent.Agent;
import dev.leadrelay.agent.AgentContext;
import dev.leadrelay.agent.Ask;
import dev.leadrelay.agent.Conversation;
import dev.leadrelay.agent.Judged;
import dev.leadrelay.agent.Outcome;
import dev.leadrelay.agent.data.PromptData;
import dev.leadrelay.agent.prompt.PromptUse;
import dev.leadrelay.agent.prompt.Variables;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.schemas.records.ResearchAnswer;
import dev.leadrelay.schemas.records.ResearchRequest;
import dev.leadrelay.validation.Gate;
import dev.leadrelay.validation.Gates;
import dev.leadrelay.validation.ResearchSubject;
import dev.leadrelay.validation.ToolReturns;
import java.util.List;
import java.util.Set;

/**
 * Researches a lead's company: gathers evidence from the sources there are, then asks the model what can be claimed
 * from it. Without evidence no claim is asked for. Thread-safe.
 */
public final class ResearchAgent implements Agent<ResearchRequest, Research> {
    private static final PromptUse CLAIMS =
            new PromptUse("research", "2", Set.of("lead", "evidence", "contradictions"), 8_000);

    private final Plan plan;
    private final List<PromptUse> prompts;
    private final Gate<ResearchSubject> gate;

    private ResearchAgent(Plan plan, List<PromptUse> prompts, Gate<ResearchSubject> gate) {
        this.plan = plan;
        this.prompts = prompts;
        this.gate = gate;
    }

    /**
     * An agent that lets the model plan.
     *
     * @param maxSteps replies with tool calls that are followed, 1 to {@value Conversation#MAX_STEPS}
     */
    public static ResearchAgent planning(Set<Source> sources, int maxSteps) {
        return new ResearchAgent(new ModelPlan(sources, maxSteps), List.of(ModelPlan.PROMPT, CLAIMS), Gates.research());
    }

    /** An agent that asks each source once, without planning. */
    public static ResearchAgent direct(Set<Source> sources) {
        return new ResearchAgent(new DirectPlan(sources), List.of(CLAIMS), Gates.research());
    }

    /** The same agent before another gate. */
    public ResearchAgent before(Gate<ResearchSubject> other) {
        return new ResearchAgent(plan, prompts, other);
    }

    /** The prompts it asks with. */
    public List<PromptUse> prompts() {
        return prompts;
    }

    @Override
    public Outcome<Research> run(ResearchRequest request, AgentContext context) throws InterruptedException {
        Lead lead = request.getLead();
        return switch (plan.gather(lead, context)) {
            case Plan.Stopped stopped -> {
                Outcome.Failed<?> why = stopped.failure();
                yield new Outcome.Failed<>(why.failureClass(), why.message(), why.violations(), null, null);
            }
            case Plan.Done done -> claimed(lead, new ResearchAssembly(lead, done.gathered()), context);
        };
    }

    private Outcome<Research> claimed(Lead lead, ResearchAssembly assembly, AgentContext context)
            throws InterruptedException {
        ToolReturns returned = assembly.returned();
        if (assembly.ranked().isEmpty()) {
            Research nothing = assembly.noEvidence();
            return Outcome.judged(
                    nothing,
                    context.check(gate.name(), () -> gate.check(new ResearchSubject(lead, nothing, returned))));
        }
        Variables variables = Variables.none()
                .with("lead", PromptData.lead(lead))
                .with("contradictions", PromptData.contradictions(assembly.contradictions()))
                .ranked(
                        "evidence",
                        assembly.ranked().stream().map(PromptData::evidence).toList());
        return context.ask(Ask.of(CLAIMS.name(), variables, ResearchAnswer.class, answer -> {
                            Research research = assembly.of(answer);
                            return Judged.of(research, gate.check(new ResearchSubject(lead, research, returned)));
                        })
                        // What is known of a company is the same whoever of its people is asked about; the gate looks
                        // at it for each lead.
                        .sharedWithin(CompanyKey.domain(lead)))
                .toJudgedOutcome();
    }
}
