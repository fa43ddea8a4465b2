package dev.leadrelay.gateway;

import org.jspecify.annotations.Nullable;

/**
 * Estimates tokens without a tokenizer: UTF-8 bytes / 3.5, and a few per message. Tokenizers differ by provider, and an
 * exact count costs a hundred times as much on this path; bytes rather than characters, because scripts other than
 * Latin take about a token per character.
 */
final class PromptSize {
    private static final int PER_MESSAGE = 4;

    private PromptSize() {}

    /** Tokens that the request will probably count as. */
    static long tokens(ModelRequest request) {
        long bytes = 0;
        for (Message message : request.messages()) {
            bytes += bytes(message);
        }
        for (ToolSpecification tool : request.tools()) {
            bytes += bytes(tool.name()) + bytes(tool.description()) + bytes(tool.parametersSchema());
        }
        ModelRequest.ResponseFormat format = request.responseFormat();
        if (format != null) {
            bytes += bytes(format.name()) + bytes(format.schema());
        }
        return toTokens(bytes)
                + (long) PER_MESSAGE
                        * (request.messages().size() + request.tools().size());
    }

    /** Tokens that a text will probably count as. */
    static long tokens(String text) {
        return toTokens(bytes(text));
    }

    private static long toTokens(long bytes) {
        return (bytes * 2 + 6) / 7;
    }

    private static long bytes(Message message) {
        return switch (message) {
            case Message.System system -> bytes(system.text());
            case Message.User user -> bytes(user.text());
            case Message.Assistant assistant -> {
                long bytes = bytes(assistant.text());
                for (ToolCall call : assistant.toolCalls()) {
                    bytes += bytes(call.name()) + bytes(call.argumentsJson());
                }
                yield bytes;
            }
            case Message.ToolResult result -> bytes(result.content());
        };
    }

    private static long bytes(@Nullable String text) {
        if (text == null) {
            return 0;
        }
        long bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                // A surrogate is half of four bytes.
                bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return bytes;
    }
}
