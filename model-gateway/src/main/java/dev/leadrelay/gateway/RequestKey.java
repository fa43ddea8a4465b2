package dev.leadrelay.gateway;

import dev.leadrelay.schemas.Identifiers;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Names a request by everything that decides its answer: SHA-256 over all its parts, each with its length or number in
 * front, so that no two requests read alike.
 */
final class RequestKey {
    private static final int NONE = -1;

    private final MessageDigest sha = Identifiers.sha256();

    private RequestKey() {}

    static String of(ModelRequest request) {
        RequestKey key = new RequestKey();
        key.number(request.sample());
        key.number(request.maxOutputTokens());
        key.temperature(request.temperature());
        key.format(request.responseFormat());
        key.number(request.tools().size());
        for (ToolSpecification tool : request.tools()) {
            key.text(tool.name());
            key.text(tool.description());
            key.text(tool.parametersSchema());
        }
        key.number(request.messages().size());
        request.messages().forEach(key::message);
        return HexFormat.of().formatHex(key.sha.digest());
    }

    private void message(Message message) {
        switch (message) {
            case Message.System system -> {
                number(0);
                text(system.text());
            }
            case Message.User user -> {
                number(1);
                text(user.text());
            }
            case Message.Assistant assistant -> {
                number(2);
                text(assistant.text());
                number(assistant.toolCalls().size());
                for (ToolCall call : assistant.toolCalls()) {
                    text(call.id());
                    text(call.name());
                    text(call.argumentsJson());
                    text(call.signature());
                }
            }
            case Message.ToolResult result -> {
                number(3);
                text(result.callId());
                text(result.name());
                text(result.content());
            }
        }
    }

    private void temperature(@Nullable Double temperature) {
        if (temperature == null) {
            number(NONE);
        } else {
            number(1);
            number(Double.doubleToLongBits(temperature));
        }
    }

    private void format(ModelRequest.@Nullable ResponseFormat format) {
        if (format == null) {
            number(NONE);
        } else {
            text(format.name());
            text(format.schema());
        }
    }

    private void number(long number) {
        sha.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
    }

    /** As characters, not as UTF-8: there, every half of a character would read as the same question mark. */
    private void text(@Nullable String text) {
        if (text == null) {
            number(NONE);
            return;
        }
        number(text.length());
        ByteBuffer bytes = ByteBuffer.allocate(text.length() * Character.BYTES);
        bytes.asCharBuffer().put(text);
        sha.update(bytes);
    }
}
