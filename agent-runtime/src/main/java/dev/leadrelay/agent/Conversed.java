package dev.leadrelay.agent;

import dev.leadrelay.agent.tool.ToolUse;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.Violation;
import java.util.List;

/** What came of a conversation. Immutable. */
public sealed interface Conversed {

    /** The tool calls that were made, in order, failed ones of optional tools too. */
    List<ToolUse> uses();

    /**
     * The conversation ended by itself or at its bound.
     *
     * @param text what the model said last; may be empty
     * @param cut true when the model wanted more steps than it had
     */
    record Ended(List<ToolUse> uses, String text, boolean cut) implements Conversed {
        public Ended {
            uses = List.copyOf(uses);
        }
    }

    /** The conversation failed: a required tool, the model itself, or what it asked of the tools. */
    record Stopped(List<ToolUse> uses, FailureClass failureClass, String message, List<Violation> violations)
            implements Conversed {
        public Stopped {
            uses = List.copyOf(uses);
            violations = List.copyOf(violations);
        }

        /** The attempt's outcome when it cannot go on without the conversation. */
        public <O> Outcome<O> toOutcome() {
            return new Outcome.Failed<>(failureClass, message, violations, null, null);
        }
    }
}
