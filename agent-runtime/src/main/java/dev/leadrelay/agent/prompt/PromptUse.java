package dev.leadrelay.agent.prompt;

import java.util.Set;

/**
 * That an agent asks with a prompt, and what it fills it with. Checked against the file at start: a variable of the
 * file that is not given here is an error. Immutable.
 *
 * @param name of the prompt; its files are {@code prompts/<name>/<version>.md}
 * @param version used where the settings name none
 * @param variables names of everything the agent gives
 * @param tokenBudget estimated tokens that the rendered prompt may have; ranked variables are cut to fit
 */
public record PromptUse(String name, String version, Set<String> variables, int tokenBudget) {
    public PromptUse {
        variables = Set.copyOf(variables);
        if (tokenBudget < 1) {
            throw new IllegalArgumentException("the token budget of prompt " + name + " must be positive");
        }
    }

    /** A prompt that has had one version so far. */
    public PromptUse(String name, Set<String> variables, int tokenBudget) {
        this(name, "1", variables, tokenBudget);
    }
}
