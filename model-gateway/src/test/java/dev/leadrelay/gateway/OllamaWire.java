package dev.leadrelay.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import dev.leadrelay.schemas.records.FailureClass;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Ollama's documentation of its API: chat, tool calling, structured outputs, list of models, errors. */
final class OllamaWire implements Wire {
    @Override
    public ModelKind kind() {
        return ModelKind.OLLAMA;
    }

    @Override
    public List<String> problems(String path, Headers headers, JsonNode body) {
        List<String> problems = addressProblems(path, headers, "POST /api/chat");
        for (String off : List.of("stream", "truncate", "shift")) {
            if (!body.path(off).isBoolean() || body.path(off).asBoolean()) {
                problems.add(off + " is on unless it is switched off");
            }
        }
        for (JsonNode message : body.path("messages")) {
            message(message, problems);
        }
        for (JsonNode tool : body.path("tools")) {
            if (!tool.path("type").asText().equals("function")
                    || !tool.at("/function/parameters/type").asText().equals("object")) {
                problems.add("a tool is a function with parameters in an object: " + tool);
            }
            if (tool.findValue("maxLength") != null) {
                problems.add("number of repetitions exceeds sane defaults");
            }
        }
        return problems;
    }

    private static void message(JsonNode message, List<String> problems) {
        String role = message.path("role").asText();
        if (!Set.of("system", "user", "assistant", "tool").contains(role)) {
            problems.add("invalid role: " + message);
        }
        if (role.equals("tool") && !message.path("tool_name").isTextual()) {
            problems.add("which tool? " + message);
        }
        for (JsonNode call : message.path("tool_calls")) {
            if (!call.at("/function/arguments").isObject()) {
                problems.add("arguments are an object: " + call);
            }
        }
    }

    @Override
    public List<String> keyProblems(Headers headers) {
        return Wire.bearerProblems(headers);
    }

    @Override
    public String probe() {
        return "GET /api/tags";
    }

    @Override
    public String answer(String text) {
        return message("\"content\":\"" + text + "\"", "stop");
    }

    @Override
    public String cut(String text) {
        return message("\"content\":\"" + text + "\"", "length");
    }

    @Override
    public String toolCalls(String name, String... argumentsJson) {
        String calls = Wire.calls(
                argumentsJson,
                (place, arguments) -> "{\"function\":{\"name\":\"" + name + "\",\"arguments\":" + arguments + "}}");
        return message("\"content\":\"\",\"tool_calls\":[" + calls + "]", "stop");
    }

    static String message(String message, String doneReason) {
        return "{\"model\":\"stub-1\",\"created_at\":\"2026-11-01T19:22:45.499127Z\",\"message\":{\"role\":\"assistant\","
                + message + "},\"done_reason\":\"" + doneReason + "\",\"done\":true,\"total_duration\":5191566416,"
                + "\"load_duration\":2154458,\"prompt_eval_count\":11,\"prompt_eval_duration\":383809000,"
                + "\"eval_count\":7,\"eval_duration\":4799921000}";
    }

    @Override
    public List<Refusal> refusals() {
        return List.of();
    }

    @Override
    public Map<FailureClass, List<Said>> errors() {
        return Map.of(
                FailureClass.MODEL_QUOTA,
                List.of(
                        new Said(
                                401,
                                "{\"error\":\"unauthorized " + ProviderContract.KEY
                                        + "\",\"signin_url\":\"https://ollama.com/connect?key=x\"}"),
                        error(402, "this model needs a subscription"),
                        error(403, "forbidden")),
                FailureClass.MODEL_RATE_LIMITED,
                List.of(error(429, "too many concurrent requests of " + ProviderContract.KEY)),
                FailureClass.CONTEXT_OVERFLOW,
                List.of(
                        error(
                                400,
                                "the prompt is longer than the context length currently available to the model; shorten it"),
                        error(400, "request (7957 tokens) exceeds the available context size (4096 tokens)"),
                        error(500, "the input length exceeds the context length")),
                FailureClass.MODEL_REQUEST_REJECTED,
                List.of(error(404, "model 'm' not found"), error(400, "m does not support tools")),
                FailureClass.MODEL_ERROR,
                List.of(
                        error(500, "llama runner process has terminated"),
                        error(503, "server busy, please try again.  maximum pending requests exceeded")));
    }

    private static Said error(int status, String message) {
        return new Said(status, "{\"error\":\"" + message + "\"}");
    }
}
