package dev.leadrelay.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.leadrelay.schemas.records.FailureClass;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A model behind the API of one kind of provider, through LangChain4j and our own bounded way to the network. */
final class DialectProvider implements ChatProvider {
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(5);

    private final ModelSettings settings;
    private final Dialect dialect;
    private final BoundedHttpClient http;
    private final ChatModel model;
    private final ProviderFaults faults;
    private final Clock clock = Clock.systemUTC();

    DialectProvider(ModelSettings settings) {
        this(settings, dialect(settings));
    }

    private DialectProvider(ModelSettings settings, Dialect dialect) {
        this.settings = settings;
        this.dialect = dialect;
        this.http = new BoundedHttpClient(settings.timeout(), settings.connectTimeout(), settings.maxReplyBytes());
        this.faults = new ProviderFaults(dialect, settings.apiKey(), clock);
        this.model = dialect.model(new PreparedClient(http));
    }

    private static Dialect dialect(ModelSettings settings) {
        return switch (settings.kind()) {
            case OPENAI -> new OpenAiDialect(settings);
            case ANTHROPIC -> new AnthropicDialect(settings);
            case GEMINI -> new GeminiDialect(settings);
            case OLLAMA -> new OllamaDialect(settings);
        };
    }

    @Override
    public ProviderReply ask(ModelRequest request) throws InterruptedException {
        ChatRequest asked;
        try {
            asked = ChatRequests.from(request, dialect.words());
        } catch (IllegalArgumentException e) {
            String message = "the request cannot be sent: " + e.getMessage();
            return faults.fault(FailureClass.MODEL_REQUEST_REJECTED, message, TokenCounts.NOTHING, null);
        }
        try {
            ProviderReply reply = sent(request, asked);
            return reply.with(AllowanceHeaders.read(http.lastHeaders(), clock.instant()));
        } finally {
            http.forgetLastReply();
        }
    }

    private ProviderReply sent(ModelRequest request, ChatRequest asked) throws InterruptedException {
        try {
            ChatResponse response = model.chat(asked);
            GoodReply reply = GoodReply.of(http.lastReply());
            ProviderReply.Fault error = faults.inGoodReply(reply.body(), dialect.billed(reply.body()));
            return error == null ? read(request, response, reply) : error;
        } catch (RuntimeException e) {
            return failed(e, GoodReply.of(http.lastReply()).body());
        }
    }

    /** LangChain4j throws at some refusals, and drops what they cost; the reply says it. */
    private ProviderReply failed(RuntimeException thrown, JsonNode reply) throws InterruptedException {
        String refusal = dialect.refusal(reply);
        if (refusal != null) {
            return refused(refusal, reply);
        }
        ProviderReply.Fault error = faults.inGoodReply(reply, dialect.billed(reply));
        return error == null ? faults.classify(thrown, dialect.billed(reply)) : error;
    }

    private ProviderReply.Fault refused(String why, JsonNode reply) {
        return faults.fault(FailureClass.MODEL_REFUSED, "refused: " + why, dialect.billed(reply), null);
    }

    private ProviderReply read(ModelRequest request, ChatResponse response, GoodReply reply) {
        String refusal = dialect.refusal(reply.body());
        if (refusal != null) {
            return refused(refusal, reply.body());
        }
        @Nullable String model = response.metadata().modelName();
        return new ProviderReply.Answer(
                response.aiMessage().text(),
                toolCalls(request, response, reply.body()),
                dialect.finishReason(
                        reply.body(), finishReason(response.metadata().finishReason())),
                dialect.billed(reply.body()),
                model == null ? settings.model() : model,
                reply.simulated());
    }

    private List<ToolCall> toolCalls(ModelRequest request, ChatResponse response, JsonNode reply) {
        List<ToolCall> calls = new ArrayList<>();
        for (ToolExecutionRequest call : response.aiMessage().toolExecutionRequests()) {
            // Some providers give no id; the place in the conversation is as good, and other providers insist on one.
            String place = "call_" + request.messages().size() + "_" + calls.size();
            calls.add(new ToolCall(
                    call.id() == null || call.id().isBlank() ? place : call.id(),
                    orEmpty(call.name()),
                    orEmpty(call.arguments()),
                    calls.isEmpty() ? dialect.signature(reply) : null));
        }
        return calls;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
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

    @Override
    public boolean answers() throws InterruptedException {
        Duration within = PROBE_TIMEOUT.compareTo(settings.timeout()) < 0 ? PROBE_TIMEOUT : settings.timeout();
        Probe probe = dialect.probe();
        try {
            return probe.isGood(http.status(probe.uri(), probe.headers(), within));
        } catch (RuntimeException e) {
            faults.classify(e, null);
            return false;
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
