package dev.leadrelay.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.leadrelay.schemas.records.FailureClass;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Google's Gemini API. */
record GeminiDialect(ModelSettings settings) implements Dialect {
    private static final ChatWords WORDS = new GeminiWords();
    private static final Set<String> FILTERED = Set.of(
            "SAFETY",
            "RECITATION",
            "LANGUAGE",
            "BLOCKLIST",
            "PROHIBITED_CONTENT",
            "SPII",
            "IMAGE_SAFETY",
            "IMAGE_PROHIBITED_CONTENT",
            "IMAGE_RECITATION");

    @Override
    public ChatModel model(HttpClientBuilder http) {
        return GoogleAiGeminiChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(settings.url().toString())
                .apiKey(settings.apiKey())
                .modelName(settings.model().replaceFirst("^models/", ""))
                // Else thoughts become part of the text, and signatures are not sent.
                .returnThinking(true)
                .sendThinking(true)
                .maxRetries(0)
                .logRequestsAndResponses(false)
                .build();
    }

    @Override
    public ChatWords words() {
        return WORDS;
    }

    @Override
    public @Nullable String refusal(JsonNode reply) {
        String blocked = reply.path("promptFeedback").path("blockReason").asText("");
        if (!blocked.isEmpty() && reply.path("candidates").isEmpty()) {
            return "the prompt was blocked: " + blocked;
        }
        String finished = candidate(reply).path("finishReason").asText("");
        return FILTERED.contains(finished) ? "the answer was filtered: " + finished : null;
    }

    private static JsonNode candidate(JsonNode reply) {
        return reply.path("candidates").path(0);
    }

    @Override
    public @Nullable TokenCounts billed(JsonNode reply) {
        JsonNode usage = reply.path("usageMetadata");
        // A count of zero is left out. Thoughts are billed like the rest of what is written.
        long written = usage.path("candidatesTokenCount").asLong(0)
                + usage.path("thoughtsTokenCount").asLong(0);
        return Dialect.counts(usage.path("promptTokenCount").asLong(-1), written);
    }

    @Override
    public String signature(JsonNode reply) {
        for (JsonNode part : candidate(reply).path("content").path("parts")) {
            if (part.has("functionCall")) {
                return part.path("thoughtSignature").asText("");
            }
        }
        return "";
    }

    @Override
    public FailureClass classOf(ProviderError error) {
        // A wrong key is a bad argument here, and billing that is off a precondition.
        if (hasDetail(error, "reason", "API_KEY_INVALID")
                || error.text("status").equals("FAILED_PRECONDITION")
                || error.says("api key not valid", "api key expired", "credits are depleted")) {
            return FailureClass.MODEL_QUOTA;
        }
        FailureClass byStatus = error.byStatus();
        if (byStatus == FailureClass.MODEL_RATE_LIMITED && isSpentForToday(error)) {
            return FailureClass.MODEL_QUOTA;
        }
        boolean overflow = byStatus == FailureClass.MODEL_REQUEST_REJECTED
                && error.says("exceeds the maximum number of tokens", "max tokens limit");
        return overflow ? FailureClass.CONTEXT_OVERFLOW : byStatus;
    }

    private static boolean hasDetail(ProviderError error, String field, String value) {
        for (JsonNode detail : error.error().path("details")) {
            if (detail.path(field).asText("").equals(value)) {
                return true;
            }
        }
        return false;
    }

    /** The quota of a day comes back at midnight, whatever wait the reply asks for. */
    private static boolean isSpentForToday(ProviderError error) {
        for (JsonNode detail : error.error().path("details")) {
            for (JsonNode violation : detail.path("violations")) {
                if (violation.path("quotaId").asText("").contains("PerDay")) {
                    return true;
                }
            }
        }
        return false;
    }

    /** It stands in the body: {@code "retryDelay": "36s"}. */
    @Override
    public @Nullable Duration retryAfter(ProviderError error) {
        for (JsonNode detail : error.error().path("details")) {
            String delay = detail.path("retryDelay").asText("");
            if (delay.matches("\\d{1,9}(\\.\\d+)?s")) {
                double seconds = Double.parseDouble(delay.substring(0, delay.length() - 1));
                return Duration.ofMillis(Math.round(seconds * 1000));
            }
        }
        return null;
    }

    @Override
    public Probe probe() {
        return new Probe(URI.create(settings.url() + "/models"), Map.of("x-goog-api-key", settings.apiKey()), Set.of());
    }
}
