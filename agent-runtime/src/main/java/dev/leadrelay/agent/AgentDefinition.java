package dev.leadrelay.agent;

import dev.leadrelay.agent.prompt.PromptUse;
import dev.leadrelay.agent.tool.ToolUsage;
import dev.leadrelay.schemas.records.HandoffHeader;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.Verdict;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Everything the runtime must know to serve a stage with an agent. Immutable.
 *
 * @param name for example {@code research-agent}
 * @param version of the agent's code
 * @param stage whose requests it takes
 * @param requestType record of {@code <stage>.requests}
 * @param headerOf the header of a request
 * @param inputGate contract of a request beyond its schema; a rejecting verdict is CONTRACT_VIOLATION; null when the
 *     schema says it all
 * @param agent the work itself
 * @param result builds the record of {@code <stage>.results}
 * @param prompts every prompt the agent asks with
 * @param tools every tool it calls
 * @param <Q> request record of the stage
 * @param <O> output record of the stage
 */
public record AgentDefinition<Q extends SpecificRecord, O extends SpecificRecord>(
        String name,
        String version,
        Stage stage,
        Class<Q> requestType,
        Function<Q, HandoffHeader> headerOf,
        @Nullable Function<Q, Verdict> inputGate,
        Agent<Q, O> agent,
        ResultBuilder result,
        List<PromptUse> prompts,
        List<ToolUsage> tools) {
    public AgentDefinition {
        prompts = List.copyOf(prompts);
        tools = List.copyOf(tools);
    }
}
