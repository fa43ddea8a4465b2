package dev.leadrelay.gateway;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One message of a conversation with a model. */
public sealed interface Message {

    /** What the operator tells the model. */
    record System(String text) implements Message {}

    /** What the model is asked. */
    record User(String text) implements Message {}

    /**
     * What the model answered earlier.
     *
     * @param text null when it only called tools
     * @param toolCalls empty when it called none
     */
    record Assistant(@Nullable String text, List<ToolCall> toolCalls) implements Message {
        public Assistant {
            toolCalls = List.copyOf(toolCalls);
        }
    }

    /**
     * What a tool gave back.
     *
     * @param callId id of the {@link ToolCall} it answers
     * @param name name of the tool
     */
    record ToolResult(String callId, String name, String content) implements Message {}
}
