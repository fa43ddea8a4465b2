package dev.leadrelay.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import dev.leadrelay.schemas.records.FailureClass;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** OpenAI's API reference, chat completions. */
final class OpenAiWire implements Wire {
    @Override
    public ModelKind kind() {
        return ModelKind.OPENAI;
    }

    @Override
    public List<String> problems(String path, Headers headers, JsonNode body) {
        List<String> problems = addressProblems(path, headers, "POST /v1/chat/completions");
        if (body.path("messages").isEmpty() || !body.path("model").isTextual()) {
            problems.add("model and messages are required");
        }
        for (JsonNode message : body.path("messages")) {
            boolean calls = !message.path("tool_calls").isEmpty();
            if (!calls
                    && !message.path("content").isTextual()
                    && !message.path("content").isArray()) {
                problems.add("content is required: " + message);
            }
            for (JsonNode call : message.path("tool_calls")) {
                if (!call.at("/function/arguments").isTextual()
                        || !call.path("id").isTextual()) {
                    problems.add("a tool call has an id, and arguments as text: " + call);
                }
            }
        }
        return problems;
    }

    @Override
    public List<String> keyProblems(Headers headers) {
        return Wire.bearerProblems(headers);
    }

    @Override
    public String probe() {
        return "GET /v1/models";
    }

    @Override
    public String answer(String text) {
        return completion("\"content\":\"" + text + "\"", "stop");
    }

    @Override
    public String cut(String text) {
        return completion("\"content\":\"" + text + "\"", "length");
    }

    @Override
    public String toolCalls(String name, String... argumentsJson) {
        String calls = Wire.calls(
                argumentsJson,
                (place, arguments) -> "{\"id\":\"t" + place + "\",\"type\":\"function\",\"function\":{\"name\":\""
                        + name + "\",\"arguments\":\"" + arguments.replace("\"", "\\\"") + "\"}}");
        return completion("\"content\":null,\"tool_calls\":[" + calls + "]", "tool_calls");
    }

    @Override
    public List<Refusal> refusals() {
        TokenCounts billed = new TokenCounts(11, 7);
        return List.of(
                new Refusal(completion("\"content\":null,\"refusal\":\"I will not\"", "stop"), "I will not", billed),
                new Refusal(completion("\"content\":\"x\"", "content_filter"), "filtered", billed));
    }

    static String completion(String message, String finishReason) {
        return "{\"id\":\"c1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"stub-1\","
                + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\"," + message
                + "},\"finish_reason\":\"" + finishReason
                + "\"}],\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":7,\"total_tokens\":18}}";
    }

    @Override
    public Map<String, String> left(int requests, Duration reset) {
        return Map.of(
                "x-ratelimit-remaining-requests",
                "" + requests,
                "x-ratelimit-reset-requests",
                (reset.toMillis() + 1) + "ms",
                "x-ratelimit-remaining-tokens",
                "149984",
                "x-ratelimit-reset-tokens",
                "6m0s");
    }

    @Override
    public Map<FailureClass, List<Said>> errors() {
        return Map.of(
                FailureClass.MODEL_QUOTA,
                List.of(
                        error(401, "invalid_api_key", "Incorrect API key provided: " + ProviderContract.KEY),
                        error(402, "x", "pay"),
                        error(403, "x", "country"),
                        error(429, "insufficient_quota", "You exceeded your current quota"),
                        error(429, "credit_balance_exhausted", "no credits"),
                        error(429, "project_spend_limit_exceeded", "no more this month")),
                FailureClass.MODEL_RATE_LIMITED,
                List.of(error(429, "rate_limit_exceeded", "slow down " + ProviderContract.KEY)),
                FailureClass.CONTEXT_OVERFLOW,
                List.of(
                        error(400, "context_length_exceeded", "too long"),
                        error(400, "x", "This model's maximum context length is 8192 tokens")),
                FailureClass.MODEL_REFUSED,
                List.of(error(400, "content_filter", "filtered")),
                FailureClass.MODEL_REQUEST_REJECTED,
                List.of(
                        error(400, "invalid_value", "bad temperature"),
                        error(404, "model_not_found", "no such model"),
                        error(302, "x", "elsewhere")),
                FailureClass.MODEL_TIMEOUT,
                List.of(error(408, "x", "slow")),
                FailureClass.MODEL_ERROR,
                List.of(
                        error(500, "x", "oops"),
                        error(503, "x", "overloaded"),
                        new Said(502, "<html>bad gateway</html>")));
    }

    private static Said error(int status, String code, String message) {
        return new Said(
                status,
                "{\"error\":{\"message\":\"" + message + "\",\"type\":\"e\",\"param\":null,\"code\":\"" + code
                        + "\"}}");
    }
}
