package dev.leadrelay.agent.tool;

/**
 * That an agent uses a tool, whether it can do without, and whether it may use it by itself. Immutable.
 *
 * @param required true when its failure fails the attempt; otherwise the failure is told to the model and stays among
 *     the conversation's uses
 * @param sensitive true when no call leaves before a person has approved just this call
 */
public record ToolUsage(Tool tool, boolean required, boolean sensitive) {

    public static ToolUsage required(Tool tool) {
        return new ToolUsage(tool, true, false);
    }

    public static ToolUsage optional(Tool tool) {
        return new ToolUsage(tool, false, false);
    }

    /**
     * The same use, each call of which needs a person's approval. A tool with effects outside must bear to be called
     * again with the same input: an attempt that needs a second approval repeats the first call.
     */
    public ToolUsage needingApproval() {
        return new ToolUsage(tool, required, true);
    }
}
