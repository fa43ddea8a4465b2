package dev.leadrelay.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.leadrelay.schemas.records.FailureClass;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Ollama's own chat. It asks for no key; one that stands in front of it, or its cloud, may. */
record OllamaDialect(ModelSettings settings) implements Dialect {
    private static final ChatWords WORDS = new OllamaWords();

    @Override
    public ChatModel model(HttpClientBuilder http) {
        return OllamaChatModel.builder()
                .httpClientBuilder(new PreparedClient(new WholePromptClient(http.build())))
                .baseUrl(settings.url().toString())
                .modelName(settings.model())
                .customHeaders(authorization())
                .maxRetries(0)
                .logRequests(false)
                .logResponses(false)
                .build();
    }

    private Map<String, String> authorization() {
        return Map.of("Authorization", "Bearer " + settings.apiKey());
    }

    @Override
    public ChatWords words() {
        return WORDS;
    }

    /** A model that will not says so in its text; the API knows no refusals. */
    @Override
    public @Nullable String refusal(JsonNode reply) {
        return null;
    }

    @Override
    public @Nullable TokenCounts billed(JsonNode reply) {
        return Dialect.counts(
                reply.path("prompt_eval_count").asLong(-1),
                reply.path("eval_count").asLong(-1));
    }

    @Override
    public FailureClass classOf(ProviderError error) {
        // The sentence depends on which of its engines runs the model, and some of them make it a server error.
        return error.says("longer than the context length", "exceeds the context length", "available context size")
                ? FailureClass.CONTEXT_OVERFLOW
                : error.byStatus();
    }

    @Override
    public Probe probe() {
        return new Probe(URI.create(settings.url() + "/api/tags"), authorization(), Set.of());
    }
}
