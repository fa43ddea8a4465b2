package dev.leadrelay.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.leadrelay.schemas.records.FailureClass;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Anthropic's messages. */
record AnthropicDialect(ModelSettings settings) implements Dialect {
    private static final ChatWords WORDS = new AnthropicWords();
    private static final String REFUSED = "the model stopped with a refusal";

    @Override
    public ChatModel model(HttpClientBuilder http) {
        return AnthropicChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(settings.url().toString())
                .apiKey(settings.apiKey())
                .modelName(settings.model())
                .strictTools(true)
                .maxRetries(0)
                .logRequests(false)
                .logResponses(false)
                .build();
    }

    @Override
    public ChatWords words() {
        return WORDS;
    }

    @Override
    public @Nullable String refusal(JsonNode reply) {
        if (!stopReason(reply).equals("refusal")) {
            return null;
        }
        String why = Dialect.text(reply.path("stop_details").path("explanation"));
        return why == null ? REFUSED : why;
    }

    @Override
    public @Nullable TokenCounts billed(JsonNode reply) {
        JsonNode usage = reply.path("usage");
        // What goes into the provider's cache or comes out of it is not among the input tokens.
        long cached = usage.path("cache_creation_input_tokens").asLong(0)
                + usage.path("cache_read_input_tokens").asLong(0);
        long input = usage.path("input_tokens").asLong(-1);
        return Dialect.counts(
                input < 0 ? input : input + cached, usage.path("output_tokens").asLong(-1));
    }

    @Override
    public FinishReason finishReason(JsonNode reply, FinishReason known) {
        return stopReason(reply).equals("model_context_window_exceeded") ? FinishReason.LENGTH : known;
    }

    private static String stopReason(JsonNode reply) {
        return reply.path("stop_reason").asText("");
    }

    @Override
    public FailureClass classOf(ProviderError error) {
        String code = error.error().path("details").path("error_code").asText("");
        if (code.equals("enforced_spend_limit_reached")
                || error.text("type").equals("billing_error")
                || error.says("credit balance is too low", "api usage limits")) {
            return FailureClass.MODEL_QUOTA;
        }
        FailureClass byStatus = error.byStatus();
        return byStatus == FailureClass.MODEL_REQUEST_REJECTED ? rejected(error) : byStatus;
    }

    /** Only the sentences tell these apart; the type is the same. */
    private static FailureClass rejected(ProviderError error) {
        if (error.status() == 413 || error.says("prompt is too long", "exceed context limit")) {
            return FailureClass.CONTEXT_OVERFLOW;
        }
        return error.says("content filtering policy")
                ? FailureClass.MODEL_REFUSED
                : FailureClass.MODEL_REQUEST_REJECTED;
    }

    @Override
    public Probe probe() {
        return new Probe(
                URI.create(settings.url() + "/models"),
                Map.of("x-api-key", settings.apiKey(), "anthropic-version", AnthropicChatModel.ANTHROPIC_VERSION),
                Set.of());
    }
}
