package dev.leadrelay.gateway;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.CustomMessage;
import java.util.Map;

/** Ollama knows the result of a tool by the tool's name, which LangChain4j does not send. */
final class OllamaWords implements ChatWords {
    private final ObjectArguments objects = new ObjectArguments();

    @Override
    public ChatMessage assistant(Message.Assistant assistant) {
        return objects.assistant(assistant);
    }

    @Override
    public ChatMessage toolResult(Message.ToolResult result) {
        return CustomMessage.from(Map.of("role", "tool", "tool_name", result.name(), "content", result.content()));
    }
}
