package dev.leadrelay.simulator;

import java.util.List;

/**
 * One message of a conversation.
 *
 * @param content its text; empty when it has none
 */
record ChatMessage(String role, String content, List<ToolCall> toolCalls) {
    boolean from(String speaker) {
        return role.equals(speaker);
    }
}
