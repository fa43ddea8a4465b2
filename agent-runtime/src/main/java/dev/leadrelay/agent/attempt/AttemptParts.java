package dev.leadrelay.agent.attempt;

import dev.leadrelay.agent.prompt.PromptLibrary;
import dev.leadrelay.agent.tool.ToolBox;
import dev.leadrelay.gateway.ModelChannel;
import java.time.Clock;

/**
 * What all attempts of an agent share. Immutable, its parts are thread-safe.
 *
 * @param model the way to the model
 * @param probe whether the model is to be had again
 * @param outages waits out an outage
 * @param shape of each model call
 */
public record AttemptParts(
        PromptLibrary prompts,
        ToolBox tools,
        ModelChannel model,
        Outages.Probe probe,
        Outages outages,
        CallShape shape,
        Formats formats,
        Redaction redaction,
        Clock clock) {}
