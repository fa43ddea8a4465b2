package dev.leadrelay.agent.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.leadrelay.agent.AgentContext;
import dev.leadrelay.agent.AgentDefinition;
import dev.leadrelay.agent.Outcome;
import dev.leadrelay.agent.attempt.Fixtures;
import dev.leadrelay.agent.prompt.PromptUse;
import dev.leadrelay.agent.stage.Identity;
import dev.leadrelay.agent.stage.MemoryCodec;
import dev.leadrelay.agent.stage.StageHandler;
import dev.leadrelay.agent.stage.StageListener;
import dev.leadrelay.agent.tool.ToolBox;
import dev.leadrelay.gateway.CacheSettings;
import dev.leadrelay.gateway.ModelGateway;
import dev.leadrelay.gateway.ModelSettings;
import dev.leadrelay.schemas.Topics;
import dev.leadrelay.schemas.records.HandoffHeader;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.schemas.records.ResearchRequest;
import dev.leadrelay.schemas.records.ResearchResult;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.Usage;
import dev.leadrelay.schemas.serde.Decoded;
import dev.leadrelay.schemas.serde.RecordCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Uuid;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * An attempt behind a real gateway, whose provider does whatever comes to its mind: calls, tokens, money and time stay within their
 * bounds, and there is exactly one result.
 */
class AttemptBoundsTest {
    private static final int ASKS = 3;
    /** Three asks of a repair loop, each with three tries and six more for 429, in each of the agent's three asks. */
    private static final int MOST_CALLS = ASKS * 3 * (3 + 6);

    private static final Duration LIMIT = Duration.ofMillis(600);
    private static final Topics TOPICS = new Topics("");

    /** What the provider may do with one request. */
    private enum Behaviour {
        ANSWER,
        REJECTED_ANSWER,
        GARBAGE,
        CUT,
        REFUSAL,
        HIGH_BILL,
        TOO_MANY,
        TOO_MANY_FOR_LONG,
        BAD_KEY,
        BROKEN,
        BAD_REQUEST,
        OVERFLOW,
        SILENCE
    }

    @Property(tries = 40)
    void noProviderMakesAnAttemptExceedItsBounds(
            @ForAll @Size(min = 1, max = 8) List<Behaviour> script,
            @ForAll @IntRange(min = 0, max = 5_000) int tokens,
            @ForAll @IntRange(min = 0, max = 10_000) int costMicros)
            throws Exception {
        try (Provider provider = new Provider(script);
                ModelGateway gateway = ModelGateway.open(List.of(settings(provider)), CacheSettings.OFF)) {
            RecordCodec codec = MemoryCodec.create();
            byte[] request = codec.encode("research.requests", request(tokens, costMicros));
            CountDownLatch ended = new CountDownLatch(1);
            Work work = new Work(
                    new ConsumerRecord<>("research.requests", 0, 0, null, request),
                    new PartitionWork(LoopFixture.P0, Uuid.randomUuid(), CommitPoint.at(0), CrashMark.NONE),
                    WorkScope.standalone(LIMIT),
                    handler(gateway, codec),
                    done -> ended.countDown());
            work.start();
            Awaitility.await(script.toString()).atMost(Duration.ofSeconds(20)).until(() -> {
                work.interruptIfExpired();
                return ended.getCount() == 0;
            });

            ResearchResult result = result(codec, work.outputs());
            Usage usage = result.getUsage();
            assertThat(provider.requests).hasValueLessThanOrEqualTo(MOST_CALLS);
            assertThat(usage.getModelCalls()).isLessThanOrEqualTo(provider.requests.get());
            assertThat(usage.getPromptTokens() + usage.getCompletionTokens()).isLessThanOrEqualTo(tokens);
            assertThat(usage.getCostMicros()).isLessThanOrEqualTo(costMicros);
        }
    }

    private static ModelSettings settings(Provider provider) {
        return ModelSettings.builder(provider.url(), "a-key", "m")
                .timeout(Duration.ofMillis(200))
                .prices(1_000_000, 2_000_000)
                .retry(new ModelSettings.Retry(
                        3, 6, Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(500)))
                .build();
    }

    private static ResearchRequest request(int tokens, int costMicros) {
        HandoffHeader header = HandoffHeader.newBuilder(Fixtures.header())
                .setBudgetTokens(tokens)
                .setBudgetCostMicros(costMicros)
                .build();
        return ResearchRequest.newBuilder(Fixtures.request()).setHeader(header).build();
    }

    private static StageHandler<ResearchRequest, Research> handler(ModelGateway gateway, RecordCodec codec) {
        AgentDefinition<ResearchRequest, Research> definition = new AgentDefinition<>(
                "research-agent",
                "1",
                Stage.RESEARCH,
                ResearchRequest.class,
                ResearchRequest::getHeader,
                null,
                AttemptBoundsTest::work,
                ResearchResult::new,
                List.of(new PromptUse("plain", Set.of("lead", "evidence"), 500)),
                List.of());
        return new StageHandler<>(
                definition,
                new Identity("research-agent", "1", "one"),
                Fixtures.parts(gateway.channel((request, outcome, start, end) -> {}), new ToolBox(List.of())),
                codec,
                TOPICS,
                100_000,
                StageListener.NONE);
    }

    /** Asks whatever became of the ask before. */
    private static Outcome<Research> work(ResearchRequest request, AgentContext context) throws InterruptedException {
        Outcome<Research> last = null;
        for (int ask = 0; ask < ASKS; ask++) {
            last = context.ask(Fixtures.ask()).toJudgedOutcome();
        }
        return last;
    }

    private static ResearchResult result(RecordCodec codec, @Nullable Outputs outputs) throws Exception {
        assertThat(outputs).isNotNull();
        assertThat(outputs.records()).hasSize(2);
        return ((Decoded.Value<ResearchResult>) codec.decode(
                        "research.results", outputs.records().getFirst().value(), ResearchResult.class))
                .value();
    }

    /** A chat completion server on loopback. */
    private static final class Provider implements AutoCloseable {
        final AtomicInteger requests = new AtomicInteger();
        private final List<Behaviour> script;
        private final CountDownLatch closed = new CountDownLatch(1);
        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        private final HttpServer server;

        Provider(List<Behaviour> script) throws IOException {
            this.script = List.copyOf(script);
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
            server.setExecutor(threads);
            server.createContext("/v1/models", exchange -> answer(exchange, 200, "{\"data\":[]}"));
            server.createContext("/v1/chat/completions", this::complete);
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
        }

        private void complete(HttpExchange exchange) throws IOException {
            Behaviour behaviour = script.get(requests.getAndIncrement() % script.size());
            exchange.getRequestBody().readAllBytes();
            switch (behaviour) {
                case ANSWER -> answer(exchange, 200, completion(Fixtures.GOOD, 20));
                case REJECTED_ANSWER -> answer(exchange, 200, completion(Fixtures.REJECTED, 20));
                case GARBAGE -> answer(exchange, 200, completion("here you are: {{{", 20));
                case CUT -> answer(exchange, 200, "{\"choices\":[{\"mess");
                case REFUSAL ->
                    answer(exchange, 200, completion("", 5).replace("\"content\":\"\"", "\"refusal\":\"no\""));
                case HIGH_BILL -> answer(exchange, 200, completion(Fixtures.GOOD, 100));
                case TOO_MANY -> answer(exchange, 429, "{}");
                case TOO_MANY_FOR_LONG -> {
                    exchange.getResponseHeaders().set("Retry-After", "3600");
                    answer(exchange, 429, "{}");
                }
                case BAD_KEY -> answer(exchange, 401, "{}");
                case BROKEN -> answer(exchange, 500, "<html>");
                case BAD_REQUEST -> answer(exchange, 400, "{}");
                case OVERFLOW -> answer(exchange, 400, "{\"error\":{\"code\":\"context_length_exceeded\"}}");
                case SILENCE -> silence(exchange);
            }
        }

        private void silence(HttpExchange exchange) {
            try (exchange) {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private static String completion(String content, int tokens) {
            return "{\"id\":\"1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                    + "\"message\":{\"role\":\"assistant\",\"content\":\"" + content.replace("\"", "\\\"")
                    + "\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":30,\"completion_tokens\":" + tokens
                    + ",\"total_tokens\":" + (30 + tokens) + "}}";
        }

        private static void answer(HttpExchange exchange, int status, String body) throws IOException {
            try (exchange) {
                byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        }

        @Override
        public void close() {
            closed.countDown();
            server.stop(0);
            threads.shutdownNow();
        }
    }
}
