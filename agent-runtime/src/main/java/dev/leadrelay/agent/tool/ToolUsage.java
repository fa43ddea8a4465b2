package dev.leadrelay.agent.tool;

/**
 * That an agent uses a tool, and whether it can do without. Immutable.
 *
 * @param required true when its failure fails the attempt; otherwise the failure is told to the model and stays among
 *     the conversation's uses
 */
public record ToolUsage(Tool tool, boolean required) {

    public static ToolUsage required(Tool tool) {
        return new ToolUsage(tool, true);
    }

    public static ToolUsage optional(Tool tool) {
        return new ToolUsage(tool, false);
    }
}
