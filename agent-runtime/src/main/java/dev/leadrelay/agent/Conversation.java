package dev.leadrelay.agent;

import dev.leadrelay.agent.prompt.Variables;
import java.util.List;

/**
 * A conversation in which the model may call tools. Immutable.
 *
 * @param prompt name of one of the definition's prompts
 * @param variables what fills it
 * @param tools names of the tools the model may call; only these exist for it
 * @param rule which of their calls it allows
 * @param maxSteps replies with tool calls that are followed, 1 to {@value #MAX_STEPS}
 */
public record Conversation(String prompt, Variables variables, List<String> tools, CallRule rule, int maxSteps) {
    /** The hard bound: the model never decides when to stop. */
    public static final int MAX_STEPS = 6;

    public Conversation {
        tools = List.copyOf(tools);
        if (maxSteps < 1 || maxSteps > MAX_STEPS) {
            throw new IllegalArgumentException("steps must be 1 to " + MAX_STEPS + ", not " + maxSteps);
        }
    }

    /** A conversation that allows every call its tools allow. */
    public Conversation(String prompt, Variables variables, List<String> tools, int maxSteps) {
        this(prompt, variables, tools, CallRule.ALL, maxSteps);
    }
}
