package dev.leadrelay.agent.attempt;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leadrelay.agent.prompt.PromptLibrary;
import dev.leadrelay.agent.prompt.RenderedPrompt;
import dev.leadrelay.agent.prompt.Variables;
import dev.leadrelay.schemas.records.RunStepKind;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Renders prompts for an attempt and records them. Thread-safe. */
final class Prompts {
    private final PromptLibrary library;
    private final RunLog log;
    private @Nullable RenderedPrompt last;

    Prompts(PromptLibrary library, RunLog log) {
        this.library = library;
        this.log = log;
    }

    RenderedPrompt render(String name, Variables variables) {
        return recorded(library.render(name, variables));
    }

    RenderedPrompt renderShorter(String name, Variables variables) {
        return recorded(library.renderShorter(name, variables));
    }

    /** The prompt rendered last; null when there was none. */
    synchronized @Nullable RenderedPrompt last() {
        return last;
    }

    static String overflowMessage(RenderedPrompt prompt) {
        return "prompt " + prompt.id() + " has about " + prompt.tokens()
                + " tokens and does not fit its budget even with every list empty";
    }

    private RenderedPrompt recorded(RenderedPrompt prompt) {
        synchronized (this) {
            last = prompt;
        }
        ObjectNode facts = JsonNodeFactory.instance.objectNode().put("hash", prompt.hash());
        facts.put("tokens", prompt.tokens());
        ObjectNode leftOut = facts.putObject("leftOut");
        prompt.leftOut().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> leftOut.put(entry.getKey(), entry.getValue()));
        log.begin(RunStepKind.PROMPT, prompt.id())
                .input(ModelMessages.shown(ModelMessages.of(prompt)))
                .output(facts.toString())
                .error(prompt.overflow() ? overflowMessage(prompt) : null)
                .end();
        return prompt;
    }
}
