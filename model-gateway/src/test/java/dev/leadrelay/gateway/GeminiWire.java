package dev.leadrelay.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import dev.leadrelay.schemas.records.FailureClass;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Google's reference of the Gemini API: generateContent, function calling, thought signatures and errors. */
final class GeminiWire implements Wire {
    private static final Set<String> SCHEMA = Set.of(
            "type",
            "format",
            "description",
            "nullable",
            "enum",
            "maxItems",
            "properties",
            "required",
            "items",
            "anyOf");
    private static final Set<String> TYPES =
            Set.of("STRING", "NUMBER", "INTEGER", "BOOLEAN", "ARRAY", "OBJECT", "NULL");

    @Override
    public ModelKind kind() {
        return ModelKind.GEMINI;
    }

    @Override
    public List<String> problems(String path, Headers headers, JsonNode body) {
        List<String> problems = addressProblems(path, headers, "POST /v1beta/models/m:generateContent");
        for (JsonNode content : body.path("contents")) {
            if (!Set.of("user", "model").contains(content.path("role").asText())) {
                problems.add("please use a valid role: user, model");
            }
            if (content.path("parts").isEmpty()) {
                problems.add("contents.parts must not be empty");
            }
            calls(content, problems);
        }
        for (JsonNode function : body.at("/tools/0/functionDeclarations")) {
            schema(function.path("parameters"), problems);
        }
        JsonNode config = body.path("generationConfig");
        if (config.has("responseJsonSchema")
                && !config.path("responseMimeType").asText().equals("application/json")) {
            problems.add("a response schema needs the mime type application/json");
        }
        return problems;
    }

    private static void calls(JsonNode content, List<String> problems) {
        boolean first = true;
        for (JsonNode part : content.path("parts")) {
            if (part.has("functionCall")) {
                if (first && part.path("thoughtSignature").asText().isEmpty()) {
                    problems.add("Function call is missing a thought_signature in functionCall parts");
                }
                first = false;
                if (!part.at("/functionCall/args").isObject()) {
                    problems.add("args is a struct: " + part);
                }
            }
            if (part.has("functionResponse")
                    && (!part.at("/functionResponse/response").isObject()
                            || !part.at("/functionResponse/name").isTextual())) {
                problems.add("a function response has a name and a struct: " + part);
            }
        }
    }

    private static void schema(JsonNode schema, List<String> problems) {
        schema.fieldNames().forEachRemaining(name -> {
            if (!SCHEMA.contains(name)) {
                problems.add("Unknown name \"" + name + "\": Cannot find field");
            }
        });
        if (schema.has("type") && !TYPES.contains(schema.path("type").asText())) {
            problems.add("Invalid value at 'type': " + schema.path("type"));
        }
        if (!schema.has("type") && !schema.has("anyOf")) {
            problems.add("a schema without a type: " + schema);
        }
        schema.path("properties").forEach(property -> schema(property, problems));
        schema.path("anyOf").forEach(branch -> schema(branch, problems));
        if (schema.has("items")) {
            schema(schema.path("items"), problems);
        }
    }

    @Override
    public List<String> keyProblems(Headers headers) {
        boolean good = ProviderContract.KEY.equals(headers.getFirst("x-goog-api-key"));
        return good && !headers.containsKey("Authorization")
                ? List.of()
                : List.of("the key belongs into x-goog-api-key");
    }

    @Override
    public String probe() {
        return "GET /v1beta/models";
    }

    @Override
    public String answer(String text) {
        return candidate("{\"text\":\"" + text + "\"}", "STOP");
    }

    @Override
    public String cut(String text) {
        return candidate("{\"text\":\"" + text + "\"}", "MAX_TOKENS");
    }

    @Override
    public String toolCalls(String name, String... argumentsJson) {
        String calls = Wire.calls(
                argumentsJson,
                (place, arguments) -> "{\"functionCall\":{\"name\":\"" + name + "\",\"args\":" + arguments + "}"
                        + (place == 0 ? ",\"thoughtSignature\":\"c2lnbmVk\"}" : "}"));
        return candidate(calls, "STOP");
    }

    static String candidate(String parts, String finishReason) {
        return "{\"candidates\":[{\"content\":{\"parts\":[" + parts + "],\"role\":\"model\"},\"finishReason\":\""
                + finishReason + "\",\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":11,"
                + "\"candidatesTokenCount\":7,\"totalTokenCount\":18},\"modelVersion\":\"stub-1\","
                + "\"responseId\":\"r1\"}";
    }

    @Override
    public List<Refusal> refusals() {
        TokenCounts billed = new TokenCounts(11, 7);
        return List.of(
                new Refusal(
                        "{\"promptFeedback\":{\"blockReason\":\"PROHIBITED_CONTENT\"},\"usageMetadata\":{"
                                + "\"promptTokenCount\":11,\"totalTokenCount\":11},\"modelVersion\":\"stub-1\"}",
                        "blocked: PROHIBITED_CONTENT",
                        new TokenCounts(11, 0)),
                new Refusal(candidate("{\"text\":\"I\"}", "SAFETY"), "filtered: SAFETY", billed),
                new Refusal(candidate("", "RECITATION"), "filtered: RECITATION", billed),
                // LangChain4j does not know this one.
                new Refusal(candidate("", "IMAGE_SAFETY"), "filtered: IMAGE_SAFETY", billed));
    }

    @Override
    public Map<FailureClass, List<Said>> errors() {
        return Map.of(
                FailureClass.MODEL_QUOTA,
                List.of(
                        error(
                                400,
                                "INVALID_ARGUMENT",
                                "API key not valid. Please pass a valid API key.",
                                "{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\",\"reason\":\"API_KEY_INVALID\","
                                        + "\"domain\":\"googleapis.com\"},{\"@type\":\"type.googleapis.com/google.rpc.DebugInfo\","
                                        + "\"detail\":\"Invalid API key: " + ProviderContract.KEY + "\"}"),
                        error(403, "PERMISSION_DENIED", "Your API key was reported as leaked", ""),
                        error(402, "RESOURCE_EXHAUSTED", "Your Prepay credit balance is depleted", ""),
                        error(429, "RESOURCE_EXHAUSTED", "Your prepayment credits are depleted.", ""),
                        error(
                                400,
                                "FAILED_PRECONDITION",
                                "Gemini API free tier is not available in your country. Please enable billing",
                                ""),
                        error(
                                429,
                                "RESOURCE_EXHAUSTED",
                                "You exceeded your current quota",
                                quota("GenerateRequestsPerDayPerProjectPerModel-FreeTier"))),
                FailureClass.MODEL_RATE_LIMITED,
                List.of(
                        error(
                                429,
                                "RESOURCE_EXHAUSTED",
                                "You exceeded your current quota " + ProviderContract.KEY,
                                quota("GenerateRequestsPerMinutePerProjectPerModel-FreeTier")),
                        error(429, "RESOURCE_EXHAUSTED", "Resource has been exhausted (e.g. check quota).", "")),
                FailureClass.CONTEXT_OVERFLOW,
                List.of(
                        error(
                                400,
                                "INVALID_ARGUMENT",
                                "The input token count (1200293) exceeds the maximum number of tokens allowed (1048576).",
                                ""),
                        inAList(error(
                                400,
                                "INVALID_ARGUMENT",
                                "The input token count exceeds the maximum number of tokens allowed 1048576.",
                                ""))),
                FailureClass.MODEL_REQUEST_REJECTED,
                List.of(
                        error(400, "INVALID_ARGUMENT", "Request contains an invalid argument.", ""),
                        error(404, "NOT_FOUND", "models/m is not found for API version v1beta", "")),
                FailureClass.MODEL_ERROR,
                List.of(
                        error(500, "INTERNAL", "An internal error has occurred.", ""),
                        error(503, "UNAVAILABLE", "The model is overloaded. Please try again later.", ""),
                        error(504, "DEADLINE_EXCEEDED", "Deadline expired", "")));
    }

    static String quota(String id) {
        return "{\"@type\":\"type.googleapis.com/google.rpc.QuotaFailure\",\"violations\":[{\"quotaMetric\":\"m\","
                + "\"quotaId\":\"" + id + "\"}]},{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\","
                + "\"retryDelay\":\"36.5s\"}";
    }

    private static Said inAList(Said said) {
        return new Said(said.status(), "[" + said.body() + "]");
    }

    static Said error(int status, String name, String message, String details) {
        return new Said(
                status,
                "{\"error\":{\"code\":" + status + ",\"message\":\"" + message + "\",\"status\":\"" + name
                        + "\",\"details\":[" + details + "]}}");
    }
}
