package dev.leadrelay.research.domain;

import dev.leadrelay.agent.AgentContext;
import dev.leadrelay.agent.Outcome;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.Violation;
import java.util.List;

/**
 * How evidence about a lead's company is gathered. What it gives depends on the company alone, so that a plan may
 * share it among the leads of one company. Implementations are thread-safe.
 */
interface Plan {

    /** What came of a plan. */
    sealed interface Result {}

    /** The sources were asked; they may have given nothing. */
    record Done(Gathered gathered) implements Result {}

    /** The attempt cannot go on. */
    record Stopped(Outcome.Failed<?> failure) implements Result {}

    /** The end of a gathering: what was found, or the approval that it waits for. */
    static Result end(Gathering gathering) {
        List<Violation> toApprove = gathering.toApprove();
        return toApprove.isEmpty()
                ? new Done(gathering.done())
                : new Stopped(new Outcome.Failed<>(
                        FailureClass.APPROVAL_REQUIRED,
                        "a person has to approve what is looked up: "
                                + toApprove.getFirst().getMessage(),
                        toApprove,
                        null,
                        null));
    }

    Result gather(Lead lead, AgentContext context) throws InterruptedException;
}
