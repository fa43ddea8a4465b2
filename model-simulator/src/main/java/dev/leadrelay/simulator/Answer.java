package dev.leadrelay.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What the model answers, before it is put into the shape of the API. */
sealed interface Answer {
    /** What the statistics count it under. */
    String task();

    /** Calls of tools. */
    record Tools(String task, List<ToolCall> calls) implements Answer {}

    /** A JSON object. */
    record Structured(String task, ObjectNode value) implements Answer {}

    /** Plain words. */
    record Text(String task, String content) implements Answer {}

    /** No answer, for a reason given in words. */
    record Refusal(String task, String reason) implements Answer {}

    /** Exactly this text, and why it ended. */
    record Raw(String task, String content, String finishReason) implements Answer {}
}
