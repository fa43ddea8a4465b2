package dev.leadrelay.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Writes answers, errors and the list of models in the shape of OpenAI's API. */
final class OpenAiJson {
    private static final int CHARACTERS_PER_TOKEN = 4;

    private final ObjectMapper json;

    OpenAiJson(ObjectMapper json) {
        this.json = json;
    }

    static long tokens(long characters) {
        return (characters + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
    }

    /** The text of an answer as usage counts it. */
    static String text(Answer answer) {
        return switch (answer) {
            case Answer.Structured structured -> structured.value().toString();
            case Answer.Text text -> text.content();
            case Answer.Raw raw -> raw.content();
            case Answer.Refusal refusal -> refusal.reason();
            case Answer.Tools tools -> {
                StringBuilder all = new StringBuilder();
                tools.calls().forEach(call -> all.append(call.name()).append(call.arguments()));
                yield all.toString();
            }
        };
    }

    byte[] completion(ChatRequest request, int attempt, Answer answer, String text) {
        return written(out -> {
            out.writeStartObject();
            out.writeStringField("id", "chatcmpl-%016x-%d".formatted(request.hash(), attempt));
            out.writeStringField("object", "chat.completion");
            out.writeNumberField("created", System.currentTimeMillis() / 1000);
            out.writeStringField("model", request.model());
            out.writeStringField("system_fingerprint", ModelSimulator.FINGERPRINT);
            out.writeArrayFieldStart("choices");
            out.writeStartObject();
            out.writeNumberField("index", 0);
            message(out, answer, text);
            out.writeNullField("logprobs");
            out.writeStringField("finish_reason", finishReason(answer));
            out.writeEndObject();
            out.writeEndArray();
            long prompt = tokens(request.characters());
            long completion = tokens(text.length());
            out.writeObjectFieldStart("usage");
            out.writeNumberField("prompt_tokens", prompt);
            out.writeNumberField("completion_tokens", completion);
            out.writeNumberField("total_tokens", prompt + completion);
            out.writeEndObject();
            out.writeEndObject();
        });
    }

    private static void message(JsonGenerator out, Answer answer, String text) throws IOException {
        out.writeObjectFieldStart("message");
        out.writeStringField("role", "assistant");
        if (answer instanceof Answer.Tools tools) {
            out.writeNullField("content");
            out.writeNullField("refusal");
            toolCalls(out, tools.calls());
        } else if (answer instanceof Answer.Refusal refusal) {
            out.writeNullField("content");
            out.writeStringField("refusal", refusal.reason());
        } else {
            out.writeStringField("content", text);
            out.writeNullField("refusal");
        }
        out.writeEndObject();
    }

    private static void toolCalls(JsonGenerator out, List<ToolCall> calls) throws IOException {
        out.writeArrayFieldStart("tool_calls");
        for (ToolCall call : calls) {
            out.writeStartObject();
            out.writeStringField("id", call.id());
            out.writeStringField("type", "function");
            out.writeObjectFieldStart("function");
            out.writeStringField("name", call.name());
            out.writeStringField("arguments", call.arguments());
            out.writeEndObject();
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static String finishReason(Answer answer) {
        return switch (answer) {
            case Answer.Tools tools -> "tool_calls";
            case Answer.Raw raw -> raw.finishReason();
            case Answer.Structured structured -> "stop";
            case Answer.Text text -> "stop";
            case Answer.Refusal refusal -> "stop";
        };
    }

    byte[] error(String message, String type, String code) {
        return written(out -> {
            out.writeStartObject();
            out.writeObjectFieldStart("error");
            out.writeStringField("message", message);
            out.writeStringField("type", type);
            out.writeNullField("param");
            out.writeStringField("code", code);
            out.writeEndObject();
            out.writeEndObject();
        });
    }

    byte[] models() {
        return written(out -> {
            out.writeStartObject();
            out.writeStringField("object", "list");
            out.writeArrayFieldStart("data");
            out.writeStartObject();
            out.writeStringField("id", ModelSimulator.MODEL);
            out.writeStringField("object", "model");
            out.writeNumberField("created", 0);
            out.writeStringField("owned_by", "leadrelay");
            out.writeEndObject();
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    byte[] stats(Stats stats) {
        try {
            return json.writeValueAsBytes(stats);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Body {
        void write(JsonGenerator out) throws IOException;
    }

    private byte[] written(Body body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator out = json.createGenerator(bytes)) {
            body.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
