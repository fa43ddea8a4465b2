package dev.leadrelay.gateway;

import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiChatResponseMetadata;
import dev.langchain4j.model.output.TokenUsage;
import dev.leadrelay.schemas.records.FailureClass;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A model behind an OpenAI-compatible API, through LangChain4j. Its retries and its logging are off: both are ours. */
final class OpenAiProvider implements ChatProvider {
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(5);
    private static final String SIMULATED_HEADER = "x-leadrelay-simulated";

    private final ModelSettings settings;
    private final BoundedHttpClient http;
    private final ChatModel model;
    private final OpenAiFaults faults;

    OpenAiProvider(ModelSettings settings) {
        this.settings = settings;
        this.http = new BoundedHttpClient(settings.timeout(), settings.connectTimeout(), settings.maxReplyBytes());
        this.faults = new OpenAiFaults(settings.apiKey(), Clock.systemUTC());
        this.model = OpenAiChatModel.builder()
                .httpClientBuilder(new Prepared(http))
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
    public ProviderReply ask(ModelRequest request) throws InterruptedException {
        ChatRequest asked;
        try {
            asked = ChatRequests.from(request);
        } catch (IllegalArgumentException e) {
            String message = "the request cannot be sent: " + e.getMessage();
            return faults.fault(FailureClass.MODEL_REQUEST_REJECTED, message, TokenCounts.NOTHING, null);
        }
        try {
            return read(model.chat(asked));
        } catch (ContentFilteredException e) {
            // LangChain4j drops what the refusal cost; the reply says it.
            return faults.fault(
                    FailureClass.MODEL_REFUSED, "refused: " + e.getMessage(), RefusalUsage.of(http.lastBody()), null);
        } catch (RuntimeException e) {
            return faults.classify(e);
        } finally {
            http.forgetLastBody();
        }
    }

    private ProviderReply read(ChatResponse response) {
        OpenAiChatResponseMetadata metadata = (OpenAiChatResponseMetadata) response.metadata();
        TokenCounts billed = billed(metadata.tokenUsage());
        if (metadata.finishReason() == dev.langchain4j.model.output.FinishReason.CONTENT_FILTER) {
            return faults.fault(FailureClass.MODEL_REFUSED, "the answer was filtered", billed, null);
        }
        List<ToolCall> calls = response.aiMessage().toolExecutionRequests().stream()
                .map(call -> new ToolCall(orEmpty(call.id()), orEmpty(call.name()), orEmpty(call.arguments())))
                .toList();
        return new ProviderReply.Answer(
                response.aiMessage().text(),
                calls,
                finishReason(metadata.finishReason()),
                billed,
                metadata.modelName() == null ? settings.model() : metadata.modelName(),
                simulated(metadata));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static @Nullable TokenCounts billed(@Nullable TokenUsage usage) {
        if (usage == null) {
            return null;
        }
        @Nullable Integer prompt = usage.inputTokenCount();
        @Nullable Integer completion = usage.outputTokenCount();
        // A count below zero is as good as none.
        return prompt == null || completion == null || prompt < 0 || completion < 0
                ? null
                : new TokenCounts(prompt, completion);
    }

    private static FinishReason finishReason(dev.langchain4j.model.output.@Nullable FinishReason reason) {
        if (reason == null) {
            return FinishReason.OTHER;
        }
        return switch (reason) {
            case STOP -> FinishReason.STOP;
            case LENGTH -> FinishReason.LENGTH;
            case TOOL_EXECUTION -> FinishReason.TOOL_CALLS;
            case CONTENT_FILTER, OTHER -> FinishReason.OTHER;
        };
    }

    private static boolean simulated(OpenAiChatResponseMetadata metadata) {
        @Nullable String fingerprint = metadata.systemFingerprint();
        if (fingerprint != null && fingerprint.toLowerCase(Locale.ROOT).startsWith("simulator")) {
            return true;
        }
        @Nullable SuccessfulHttpResponse raw = metadata.rawHttpResponse();
        if (raw == null) {
            return false;
        }
        for (Map.Entry<String, List<String>> header : raw.headers().entrySet()) {
            if (header.getKey().equalsIgnoreCase(SIMULATED_HEADER)) {
                return header.getValue().contains("true");
            }
        }
        return false;
    }

    @Override
    public boolean answers() throws InterruptedException {
        Duration within = PROBE_TIMEOUT.compareTo(settings.timeout()) < 0 ? PROBE_TIMEOUT : settings.timeout();
        try {
            int status = http.status(URI.create(settings.url() + "/models"), settings.apiKey(), within);
            // Compatible servers without this route still answer; a bad key, a limit or a server error is no good sign.
            return status < 300 || status == 404 || status == 405;
        } catch (RuntimeException e) {
            faults.classify(e);
            return false;
        }
    }

    @Override
    public void close() {
        http.close();
    }

    /** LangChain4j wants a builder; the client is ready. */
    private record Prepared(HttpClient client) implements HttpClientBuilder {
        @Override
        public @Nullable Duration connectTimeout() {
            return null;
        }

        @Override
        public HttpClientBuilder connectTimeout(Duration timeout) {
            return this;
        }

        @Override
        public @Nullable Duration readTimeout() {
            return null;
        }

        @Override
        public HttpClientBuilder readTimeout(Duration timeout) {
            return this;
        }

        @Override
        public HttpClient build() {
            return client;
        }
    }
}
