package dev.leadrelay.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import dev.leadrelay.schemas.records.FailureClass;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Anthropic's API reference, messages, errors and models. */
final class AnthropicWire implements Wire {
    private static final List<String> UNSUPPORTED =
            List.of("minLength", "maxLength", "minimum", "maximum", "multipleOf", "maxItems");

    @Override
    public ModelKind kind() {
        return ModelKind.ANTHROPIC;
    }

    @Override
    public List<String> problems(String path, Headers headers, JsonNode body) {
        List<String> problems = addressProblems(path, headers, "POST /v1/messages");
        if (!body.path("model").isTextual() || !body.path("max_tokens").isInt()) {
            problems.add("model and max_tokens are required");
        }
        if (!body.at("/messages/0/role").asText().equals("user")) {
            problems.add("the first message is the user's");
        }
        Set<String> calls = new HashSet<>();
        for (JsonNode message : body.path("messages")) {
            if (message.path("content").isEmpty()) {
                problems.add("messages must have non-empty content: " + message);
            }
            message.path("content").forEach(block -> block(block, calls, problems));
        }
        for (JsonNode schema : body.findParents("enum")) {
            if (schema.path("type").isArray()) {
                problems.add("Enum value does not match declared type " + schema.path("type"));
            }
        }
        strict(body.path("output_config"), problems);
        strict(body.path("tools"), problems);
        return problems;
    }

    private static void strict(JsonNode schemas, List<String> problems) {
        UNSUPPORTED.stream()
                .filter(keyword -> schemas.findValue(keyword) != null)
                .forEach(keyword -> problems.add(keyword + " is not supported"));
        for (JsonNode object : schemas.findParents("properties")) {
            if (!object.path("additionalProperties").isBoolean()
                    || object.path("additionalProperties").asBoolean()) {
                problems.add("For 'object' type, 'additionalProperties' must be explicitly set to false");
            }
        }
    }

    private static void block(JsonNode block, Set<String> calls, List<String> problems) {
        switch (block.path("type").asText()) {
            case "text" -> {
                if (block.path("text").asText().isBlank()) {
                    problems.add("text content blocks must contain non-whitespace text");
                }
            }
            case "tool_use" -> {
                calls.add(block.path("id").asText());
                if (!block.path("input").isObject()) {
                    problems.add("input is an object: " + block);
                }
            }
            case "tool_result" -> {
                if (!calls.contains(block.path("tool_use_id").asText())) {
                    problems.add("a result of no call: " + block);
                }
            }
            default -> problems.add("unknown block " + block);
        }
    }

    @Override
    public List<String> keyProblems(Headers headers) {
        List<String> problems = new ArrayList<>();
        if (!ProviderContract.KEY.equals(headers.getFirst("x-api-key")) || headers.containsKey("Authorization")) {
            problems.add("the key belongs into x-api-key");
        }
        if (!"2023-06-01".equals(headers.getFirst("anthropic-version"))) {
            problems.add("anthropic-version is required");
        }
        return problems;
    }

    @Override
    public String probe() {
        return "GET /v1/models";
    }

    @Override
    public String answer(String text) {
        return message("{\"type\":\"text\",\"text\":\"" + text + "\"}", "end_turn");
    }

    @Override
    public String cut(String text) {
        return message("{\"type\":\"text\",\"text\":\"" + text + "\"}", "max_tokens");
    }

    @Override
    public String toolCalls(String name, String... argumentsJson) {
        String calls = Wire.calls(
                argumentsJson,
                (place, arguments) -> "{\"type\":\"tool_use\",\"id\":\"toolu_" + place + "\",\"name\":\"" + name
                        + "\",\"input\":" + arguments + "}");
        return message(calls, "tool_use");
    }

    static String message(String content, String stopReason) {
        return "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"stub-1\",\"content\":["
                + content + "],\"stop_reason\":\"" + stopReason
                + "\",\"stop_sequence\":null,\"usage\":{\"input_tokens\":11,\"cache_creation_input_tokens\":0,"
                + "\"cache_read_input_tokens\":0,\"output_tokens\":7,\"service_tier\":\"standard\"}}";
    }

    @Override
    public List<Refusal> refusals() {
        TokenCounts billed = new TokenCounts(11, 7);
        String explained = message("", "refusal")
                .replace(
                        "\"stop_sequence\"",
                        "\"stop_details\":{\"type\":\"refusal\",\"category\":\"cyber\",\"explanation\":\"I will not\"},"
                                + "\"stop_sequence\"");
        return List.of(
                new Refusal(message("", "refusal"), "refusal", billed),
                new Refusal(message("{\"type\":\"text\",\"text\":\"I was about\"}", "refusal"), "refusal", billed),
                new Refusal(explained, "I will not", billed));
    }

    @Override
    public Map<String, String> left(int requests, Duration reset) {
        return Map.of(
                "anthropic-ratelimit-requests-remaining",
                "" + requests,
                "anthropic-ratelimit-requests-reset",
                Instant.now().plus(reset).toString(),
                "anthropic-ratelimit-tokens-remaining",
                "80000",
                "anthropic-ratelimit-tokens-reset",
                Instant.now().plusSeconds(30).toString());
    }

    @Override
    public Map<FailureClass, List<Said>> errors() {
        return Map.of(
                FailureClass.MODEL_QUOTA,
                List.of(
                        error(401, "authentication_error", "invalid x-api-key " + ProviderContract.KEY),
                        error(402, "billing_error", "There is an issue with your billing"),
                        error(403, "permission_error", "Your API key does not have permission"),
                        error(
                                400,
                                "invalid_request_error",
                                "Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing"
                                        + " to upgrade or purchase credits."),
                        error(
                                400,
                                "invalid_request_error",
                                "You have reached your specified API usage limits. You will regain access on 2026-12-01"),
                        new Said(
                                429,
                                "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"paused\","
                                        + "\"details\":{\"error_code\":\"enforced_spend_limit_reached\"}}}")),
                FailureClass.MODEL_RATE_LIMITED,
                List.of(error(429, "rate_limit_error", "Your account has hit a rate limit " + ProviderContract.KEY)),
                FailureClass.CONTEXT_OVERFLOW,
                List.of(
                        error(400, "invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum"),
                        error(
                                400,
                                "invalid_request_error",
                                "input length and `max_tokens` exceed context limit: 199000 + 4000 > 200000"),
                        error(413, "request_too_large", "Request exceeds the maximum allowed number of bytes")),
                FailureClass.MODEL_REFUSED,
                List.of(error(400, "invalid_request_error", "Output blocked by content filtering policy")),
                FailureClass.MODEL_REQUEST_REJECTED,
                List.of(
                        error(400, "invalid_request_error", "temperature: range: 0..1"),
                        error(404, "not_found_error", "model: m")),
                FailureClass.MODEL_ERROR,
                List.of(
                        error(500, "api_error", "Internal server error"),
                        error(504, "timeout_error", "timed out"),
                        error(529, "overloaded_error", "Overloaded")));
    }

    private static Said error(int status, String type, String message) {
        return new Said(
                status,
                "{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"message\":\"" + message
                        + "\"},\"request_id\":\"req_1\"}");
    }
}
