package dev.leadrelay.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.leadrelay.schemas.records.FailureClass;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** OpenAI's chat completions, and what servers compatible with them make of it. */
record OpenAiDialect(ModelSettings settings) implements Dialect {
    private static final Set<String> OUT_OF_CREDIT = Set.of(
            "insufficient_quota",
            "billing_hard_limit_reached",
            "billing_not_active",
            "insufficient_funds",
            "credit_balance_exhausted",
            "organization_usage_limit_exceeded",
            "organization_spend_limit_exceeded",
            "project_spend_limit_exceeded");
    private static final Set<String> FILTERED = Set.of("content_filter", "content_policy_violation");

    @Override
    public ChatModel model(HttpClientBuilder http) {
        return OpenAiChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(settings.url().toString())
                .apiKey(settings.apiKey())
                .modelName(settings.model())
                .strictJsonSchema(true)
                .strictTools(true)
                .maxRetries(0)
                .logRequests(false)
                .logResponses(false)
                .build();
    }

    @Override
    public @Nullable String refusal(JsonNode reply) {
        JsonNode choice = reply.path("choices").path(0);
        String refusal = Dialect.text(choice.path("message").path("refusal"));
        boolean filtered = choice.path("finish_reason").asText("").equals("content_filter");
        return refusal == null && filtered ? "the answer was filtered" : refusal;
    }

    @Override
    public @Nullable TokenCounts billed(JsonNode reply) {
        JsonNode usage = reply.path("usage");
        return Dialect.counts(
                usage.path("prompt_tokens").asLong(-1),
                usage.path("completion_tokens").asLong(-1));
    }

    @Override
    public FailureClass classOf(ProviderError error) {
        if (OUT_OF_CREDIT.contains(error.text("code")) || OUT_OF_CREDIT.contains(error.text("type"))) {
            return FailureClass.MODEL_QUOTA;
        }
        FailureClass byStatus = error.byStatus();
        return byStatus == FailureClass.MODEL_REQUEST_REJECTED ? rejected(error) : byStatus;
    }

    private static FailureClass rejected(ProviderError error) {
        if (FILTERED.contains(error.text("code"))) {
            return FailureClass.MODEL_REFUSED;
        }
        // Many compatible servers send the sentence without the code.
        boolean overflow = error.text("code").equals("context_length_exceeded") || error.says("maximum context length");
        return overflow ? FailureClass.CONTEXT_OVERFLOW : FailureClass.MODEL_REQUEST_REJECTED;
    }

    @Override
    public Probe probe() {
        // Compatible servers without this route still answer; a bad key, a limit or a server error is no good sign.
        return new Probe(
                URI.create(settings.url() + "/models"),
                Map.of("Authorization", "Bearer " + settings.apiKey()),
                Set.of(404, 405));
    }
}
