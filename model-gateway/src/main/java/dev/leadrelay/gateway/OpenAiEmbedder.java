package dev.leadrelay.gateway;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Embeddings of an OpenAI-compatible API, through LangChain4j and our own bounded way to the network. One try. */
final class OpenAiEmbedder implements Embedder {
    private static final Logger LOG = LoggerFactory.getLogger(OpenAiEmbedder.class);
    private static final int MAX_REPLY_BYTES = 1024 * 1024;

    private final SemanticSettings settings;
    private final Prices prices;
    private final String provider;
    private final BoundedHttpClient http;
    private final EmbeddingModel model;
    private final AtomicBoolean failing = new AtomicBoolean();

    OpenAiEmbedder(SemanticSettings settings) {
        this.settings = settings;
        this.prices = new Prices(settings.microsPerMillionTokens(), 0);
        this.provider = settings.url().getHost();
        Duration timeout = settings.timeout();
        this.http = new BoundedHttpClient(timeout, timeout, MAX_REPLY_BYTES);
        this.model = OpenAiEmbeddingModel.builder()
                .httpClientBuilder(new PreparedClient(http))
                .baseUrl(settings.url().toString())
                .apiKey(settings.apiKey())
                .modelName(settings.model())
                .maxRetries(0)
                .logRequests(false)
                .logResponses(false)
                .build();
    }

    @Override
    public @Nullable Embedding embed(String text, CallBudget budget) throws InterruptedException {
        ModelUsage most = prices.usage(new TokenCounts(PromptSize.tokens(text), 0));
        if (!budget.reserve(most.tokens(), most.costMicros())) {
            return null;
        }
        ModelUsage actual = most;
        try {
            Response<List<dev.langchain4j.data.embedding.Embedding>> response =
                    model.embedAll(List.of(TextSegment.from(text)));
            if (response.tokenUsage() != null && response.tokenUsage().inputTokenCount() != null) {
                long billed = Math.clamp(response.tokenUsage().inputTokenCount(), 0, most.promptTokens());
                actual = prices.usage(new TokenCounts(billed, 0));
            }
            failing.set(false);
            return Embedding.of(response.content().getFirst().vector());
        } catch (RuntimeException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            warnOnce(e);
            return null;
        } finally {
            http.forgetLastReply();
            budget.settle(most.tokens(), most.costMicros(), new ProviderSpend(provider, settings.model(), actual));
        }
    }

    /** Without embeddings every question is asked: dearer, not wrong. */
    private void warnOnce(RuntimeException e) {
        if (failing.compareAndSet(false, true)) {
            String message = ProviderFaults.oneLine(String.valueOf(e.getMessage()), settings.apiKey());
            LOG.warn(
                    "no embeddings from {}: {}; questions that mean the same are asked until there are",
                    provider,
                    message);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
