package dev.leadrelay.gateway;

import static dev.leadrelay.gateway.StubServer.cut;
import static dev.leadrelay.gateway.StubServer.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leadrelay.gateway.structured.StructuredFormat;
import dev.leadrelay.schemas.records.DraftAnswer;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.ResearchAnswer;
import dev.leadrelay.schemas.records.ScoreAnswer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What holds for every kind of provider, each against a server that speaks its wire format. */
@Timeout(30)
abstract class ProviderContract {
    static final String KEY = "sk-very-secret";
    static final ObjectMapper JSON = new ObjectMapper();
    /** Where nobody is to be waited for; the first call of a process takes its time. */
    private static final Duration SHORT = Duration.ofMillis(500);

    /** As it is sent: a tool's own schema has lengths and ranges too. */
    private static final String PARAMETERS = """
            {"type":"object","properties":{"url":{"type":"string","description":"d"},
            "depth":{"type":["integer","null"]},"kind":{"type":"string","enum":["A","B"]},
            "tags":{"type":"array","items":{"type":"string"}}},
            "required":["url","depth","kind","tags"],"additionalProperties":false}""";

    private static final String BOUNDED = PARAMETERS
            .replace("\"d\"}", "\"d\",\"minLength\":1,\"maxLength\":2000,\"pattern\":\"^h\"}")
            .replace("\"null\"]}", "\"null\"],\"minimum\":0,\"maximum\":3}")
            .replace("\"array\",", "\"array\",\"maxItems\":5,");

    private static final String FORMAT = """
            {"type":"object","properties":{"a":{"type":["string","null"]}},"required":["a"],"additionalProperties":false}""";
    static final ModelRequest ASK = ModelRequest.text(List.of(new Message.User("hi")), 50);
    /** A conversation in its third turn, with everything that can be asked for. */
    static final ModelRequest WHOLE = new ModelRequest(
            List.of(
                    new Message.System("be good"),
                    new Message.User("look"),
                    new Message.Assistant(
                            "I look", List.of(new ToolCall("t1", "fetch", "{\"url\":\"x\"}", "signed-1"))),
                    new Message.ToolResult("t1", "fetch", "page")),
            List.of(new ToolSpecification("fetch", "gets a page", BOUNDED)),
            new ModelRequest.ResponseFormat("R", FORMAT),
            0.2,
            50);

    private final LogLines log = new LogLines();
    private Duration timeout = Duration.ofSeconds(10);
    StubServer server = new StubServer();
    DialectProvider provider;

    /** The wire format of the kind under test. */
    abstract Wire wire();

    /** The request of {@link #WHOLE} on the wire. */
    abstract void whole(JsonNode sent, JsonNode parameters, JsonNode format);

    @BeforeEach
    void listen() {
        log.start();
    }

    @AfterEach
    void stop() {
        server.close();
        if (provider != null) {
            provider.close();
        }
        log.stop();
        assertThat(log.lines()).noneMatch(line -> line.contains(KEY));
    }

    ProviderReply ask(ModelRequest request, StubServer.Behaviour... behaviours) throws Exception {
        server.close();
        if (provider != null) {
            provider.close();
        }
        server = new StubServer(behaviours);
        provider = provider(server.url());
        ProviderReply reply = provider.ask(request);
        for (int i = 0; i < server.bodies.size(); i++) {
            JsonNode body = JSON.readTree(server.bodies.get(i));
            assertThat(wire().problems(server.paths.get(i), server.headers.get(i), body))
                    .as(server.bodies.get(i))
                    .isEmpty();
        }
        assertThat(server.paths).noneMatch(path -> path.contains(KEY));
        return reply;
    }

    private DialectProvider provider(String url) {
        return new DialectProvider(settings(url));
    }

    private ModelSettings settings(String url) {
        return ModelSettings.builder(url, KEY, "m")
                .kind(wire().kind())
                .timeout(timeout)
                .maxReplyBytes(100_000)
                .build();
    }

    ProviderReply.Fault fault(StubServer.Behaviour behaviour) throws Exception {
        ProviderReply reply = ask(ASK, behaviour);
        assertThat(reply).isInstanceOf(ProviderReply.Fault.class);
        ProviderReply.Fault fault = (ProviderReply.Fault) reply;
        assertThat(fault.message()).doesNotContain(KEY, "\n").isNotBlank();
        return fault;
    }

    ProviderReply.Answer answer(ModelRequest request, StubServer.Behaviour behaviour) throws Exception {
        ProviderReply reply = ask(request, behaviour);
        assertThat(reply).isInstanceOf(ProviderReply.Answer.class);
        return (ProviderReply.Answer) reply;
    }

    @Test
    void anAnswerWithItsFigures() throws Exception {
        assertThat(answer(ASK, reply(200, wire().answer("hello"))))
                .isEqualTo(new ProviderReply.Answer(
                        "hello", List.of(), FinishReason.STOP, new TokenCounts(11, 7), "stub-1", false));
        assertThat(server.bodies).hasSize(1);
    }

    @Test
    void theWholeRequestIsSent() throws Exception {
        answer(WHOLE, reply(200, wire().answer("x")));
        whole(JSON.readTree(server.bodies.getFirst()), JSON.readTree(PARAMETERS), JSON.readTree(FORMAT));
    }

    @Test
    void anEnumThatMayBeNullCanBeAskedFor() throws Exception {
        String choice =
                "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":[\"string\",\"null\"],\"enum\":[\"X\",null]}},"
                        + "\"required\":[\"a\"],\"additionalProperties\":false}";
        answer(
                new ModelRequest(
                        List.of(new Message.User("look")),
                        List.of(new ToolSpecification("choose", "chooses", choice)),
                        new ModelRequest.ResponseFormat("R", choice),
                        null,
                        50),
                reply(200, wire().answer("x")));
        assertThat(JSON.readTree(server.bodies.getFirst()).findValues("enum"))
                .as("in the tool and in the answer")
                .hasSize(2)
                .allSatisfy(symbols -> assertThat(symbols.path(0).asText()).isEqualTo("X"));
    }

    @Test
    void theAnswersOfOurAgentsCanBeAskedFor() throws Exception {
        for (ModelRequest.ResponseFormat format : List.of(
                StructuredFormat.of(ResearchAnswer.class).responseFormat(),
                StructuredFormat.of(ScoreAnswer.class).responseFormat(),
                StructuredFormat.of(DraftAnswer.class).responseFormat())) {
            answer(
                    new ModelRequest(List.of(new Message.User("look")), List.of(), format, null, 50),
                    reply(200, wire().answer("x")));
            assertThat(server.bodies.getFirst()).contains("evidence");
        }
    }

    @Test
    void theGatewayReachesItByItsKind() throws Exception {
        server = new StubServer(reply(200, wire().answer("hello")));
        try (ModelGateway gateway = ModelGateway.open(List.of(settings(server.url())), CacheSettings.OFF)) {
            ModelOutcome outcome = gateway.channel((request, answered, begun, ended) -> {})
                    .call(ASK, new CallBudget(1_000_000, 1_000_000));
            assertThat(outcome).isInstanceOfSatisfying(ModelOutcome.Answered.class, answered -> {
                assertThat(answered.text()).isEqualTo("hello");
                assertThat(answered.usage().tokens()).isEqualTo(18);
            });
        }
    }

    @Test
    void toolCallsHaveNamesArgumentsAndDifferentIds() throws Exception {
        ProviderReply.Answer answer =
                answer(WHOLE, reply(200, wire().toolCalls("fetch", "{\"url\":\"x\"}", "{\"url\":\"y\",\"depth\":2}")));
        assertThat(answer.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(answer.text()).isNull();
        assertThat(answer.toolCalls()).extracting(ToolCall::name).containsExactly("fetch", "fetch");
        assertThat(answer.toolCalls())
                .extracting(ToolCall::id)
                .doesNotHaveDuplicates()
                .noneMatch(String::isBlank);
        assertThat(JSON.readTree(answer.toolCalls().getFirst().argumentsJson()))
                .isEqualTo(JSON.readTree("{\"url\":\"x\"}"));
        assertThat(JSON.readTree(answer.toolCalls().getLast().argumentsJson()))
                .isEqualTo(JSON.readTree("{\"url\":\"y\",\"depth\":2}"));
    }

    /** Another provider's model may have written it before this one took over. */
    @Test
    void whatAnEarlierModelWroteBadlyDoesNotSpoilTheRequest() throws Exception {
        for (String arguments : List.of("{not json", "[1]", "", "{} , \"x\": {}", "null")) {
            answer(
                    ModelRequest.text(
                            List.of(
                                    new Message.User("look"),
                                    new Message.Assistant(null, List.of(new ToolCall("t1", "fetch", arguments))),
                                    new Message.ToolResult("t1", "fetch", "no such arguments")),
                            50),
                    reply(200, wire().answer("x")));
        }
        answer(
                ModelRequest.text(
                        List.of(
                                new Message.User("look"),
                                new Message.Assistant("", List.of()),
                                new Message.User("that was nothing; again")),
                        50),
                reply(200, wire().answer("x")));
    }

    @Test
    void aCutAnswer() throws Exception {
        ProviderReply.Answer answer = answer(ASK, reply(200, wire().cut("half")));
        assertThat(answer.finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(answer.text()).isEqualTo("half");
        assertThat(answer.billed()).isEqualTo(new TokenCounts(11, 7));
    }

    @Test
    void aRefusalIsBilled() throws Exception {
        assumeThat(wire().refusals()).isNotEmpty();
        for (Wire.Refusal refusal : wire().refusals()) {
            ProviderReply.Fault fault = fault(reply(200, refusal.body()));
            assertThat(fault.failureClass()).as(refusal.body()).isEqualTo(FailureClass.MODEL_REFUSED);
            assertThat(fault.message()).contains(refusal.why());
            assertThat(fault.billed()).as(refusal.body()).isEqualTo(refusal.billed());
        }
    }

    @Test
    void errorStatuses() throws Exception {
        Map<FailureClass, List<Wire.Said>> errors = wire().errors();
        assertThat(errors)
                .containsKeys(
                        FailureClass.MODEL_QUOTA,
                        FailureClass.MODEL_RATE_LIMITED,
                        FailureClass.CONTEXT_OVERFLOW,
                        FailureClass.MODEL_REQUEST_REJECTED,
                        FailureClass.MODEL_ERROR);
        for (Map.Entry<FailureClass, List<Wire.Said>> expected : errors.entrySet()) {
            for (Wire.Said said : expected.getValue()) {
                ProviderReply.Fault fault = fault(reply(said.status(), said.body()));
                assertThat(fault.failureClass()).as(said.body()).isEqualTo(expected.getKey());
                assertThat(fault.message()).contains("HTTP " + said.status());
                assertThat(fault.billed()).isEqualTo(TokenCounts.NOTHING);
                assertThat(server.bodies).as("one try").hasSize(1);
            }
        }
    }

    @Test
    void retryAfterIsPassedOn() throws Exception {
        Wire.Said said = wire().errors().get(FailureClass.MODEL_RATE_LIMITED).getFirst();
        ProviderReply.Fault fault = fault(reply(429, said.body(), Map.of("Retry-After", "7")));
        assertThat(fault.failureClass()).isEqualTo(FailureClass.MODEL_RATE_LIMITED);
        assertThat(fault.retryAfter()).isEqualTo(Duration.ofSeconds(7));
        assertThat(fault(reply(503, "<html>", Map.of("Retry-After", "nonsense")))
                        .retryAfter())
                .isNull();
    }

    @Test
    void whatIsLeftIsPassedOn() throws Exception {
        Duration reset = Duration.ofSeconds(7);
        Wire.Said said = wire().errors().get(FailureClass.MODEL_RATE_LIMITED).getFirst();
        ProviderReply reply = ask(
                ASK,
                exchange ->
                        reply(200, wire().answer("x"), wire().left(3, reset)).answer(exchange));
        ProviderReply refusal = ask(
                ASK,
                exchange ->
                        reply(said.status(), said.body(), wire().left(0, reset)).answer(exchange));
        assertThat(reply.allowance().requests().amount()).isEqualTo(3);
        assertThat(reply.allowance().requests().reset()).isBetween(reset.minusSeconds(3), reset.plusMillis(1));
        assertThat(refusal).isInstanceOf(ProviderReply.Fault.class);
        assertThat(refusal.allowance().requests().amount()).isZero();
        assertThat(ask(ASK, reply(200, wire().answer("x"))).allowance()).isEqualTo(Allowance.UNSTATED);
    }

    @Test
    void aServerThatSaysWhatIsLeftHasHardlyAnythingToRefuse() throws Exception {
        Duration window = Duration.ofMillis(600);
        Admission telling = new Admission(wire(), 5, window, true);
        Admission silent = new Admission(wire(), 5, window, false);
        assertThat(answeredOf(12, telling)).isEqualTo(12);
        assertThat(answeredOf(12, silent)).isEqualTo(12);
        assertThat(telling.admitted.get()).isEqualTo(12);
        assertThat(silent.refused.get()).as("refused without a word").isGreaterThanOrEqualTo(7);
        // None, unless the machine holds a request up between its turn and the server.
        assertThat(telling.refused.get()).as("refused with it").isLessThanOrEqualTo(3);
    }

    @Test
    void aServerThatAlwaysSaysThatNothingIsLeftAndHasNoTimeHoldsNobody() throws Exception {
        StubServer.Behaviour always = exchange -> reply(200, wire().answer("x"), wire().left(0, Duration.ofMillis(-1)))
                .answer(exchange);
        assertThat(answeredOf(30, always)).isEqualTo(30);
    }

    /** How many of these calls are answered: one, and then all others at the same time. */
    private int answeredOf(int calls, StubServer.Behaviour behaviour) throws Exception {
        server.close();
        server = new StubServer(behaviour);
        ModelSettings settings = ModelSettings.builder(server.url(), KEY, "m")
                .kind(wire().kind())
                .retry(new ModelSettings.Retry(
                        1, 20, Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofSeconds(1)))
                .build();
        try (ModelGateway gateway = ModelGateway.open(List.of(settings), CacheSettings.OFF)) {
            ModelChannel channel = gateway.channel((request, answered, begun, ended) -> {});
            List<Caller> callers = new ArrayList<>();
            for (int i = 0; i < calls; i++) {
                callers.add(Caller.start(channel, "question " + i));
                if (i == 0) {
                    assertThat(callers.getFirst().ends()).isTrue();
                }
            }
            int answered = 0;
            for (Caller caller : callers) {
                assertThat(caller.ends()).isTrue();
                answered += caller.outcome instanceof ModelOutcome.Answered ? 1 : 0;
            }
            return answered;
        }
    }

    @Test
    void repliesThatAreNone() throws Exception {
        for (StubServer.Behaviour broken : List.of(
                reply(200, "<html><body>gateway " + KEY + "</body></html>"),
                reply(200, wire().answer("x").substring(0, 30)),
                reply(200, ""),
                reply(200, "{}"),
                reply(200, "[]"),
                reply(200, "null"),
                reply(200, "\"" + KEY + "\""),
                cut("{\"id\":"))) {
            ProviderReply.Fault fault = fault(broken);
            assertThat(fault.failureClass()).isEqualTo(FailureClass.MODEL_ERROR);
            assertThat(fault.billed()).as("nobody knows").isNull();
        }
    }

    @Test
    void nobodyListens() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        provider = provider("http://127.0.0.1:" + port);
        assertThat(provider.ask(ASK)).isInstanceOf(ProviderReply.Fault.class).satisfies(reply -> {
            ProviderReply.Fault fault = (ProviderReply.Fault) reply;
            assertThat(fault.failureClass()).isEqualTo(FailureClass.MODEL_ERROR);
            assertThat(fault.billed()).isEqualTo(TokenCounts.NOTHING);
        });
        assertThat(provider.answers()).isFalse();
    }

    @Test
    void theTimeoutHoldsAgainstSilenceAndDrips() throws Exception {
        timeout = SHORT;
        try (StubServer slow = new StubServer()) {
            for (StubServer.Behaviour behaviour : List.of(slow.hang(), slow.drip())) {
                long start = System.nanoTime();
                ProviderReply.Fault fault = fault(behaviour);
                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .isBetween(SHORT.minusMillis(10), SHORT.plusSeconds(3));
                assertThat(fault.failureClass()).isEqualTo(FailureClass.MODEL_TIMEOUT);
                assertThat(fault.billed()).isNull();
            }
        }
    }

    @Test
    void anEndlessReplyIsCut() throws Exception {
        try (StubServer endless = new StubServer()) {
            ProviderReply.Fault fault = fault(endless.flood());
            assertThat(fault.failureClass()).isEqualTo(FailureClass.MODEL_ERROR);
            assertThat(fault.message()).contains("larger than 100000 bytes");
        }
    }

    @Test
    void anInterruptEndsTheCall() throws Exception {
        StubServer helper = server;
        server = new StubServer(helper.hang());
        provider = provider(server.url());
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                provider.ask(ASK);
                thrown.complete(null);
            } catch (Throwable e) {
                thrown.complete(e);
            }
        });
        Awaitility.await().until(() -> !server.bodies.isEmpty());
        thread.interrupt();
        assertThat(thrown.get(5, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        helper.close();
    }

    @Test
    void connectionsAreKept() throws Exception {
        ask(ASK, reply(200, wire().answer("one")));
        for (int i = 0; i < 5; i++) {
            provider.ask(ASK);
        }
        assertThat(Set.copyOf(server.clientPorts)).hasSize(1);
        assertThat(server.clientPorts).hasSize(6);
    }

    @Test
    void theProbeIsOneCheapRequest() throws Exception {
        Wire.Said badKey = wire().errors().get(FailureClass.MODEL_QUOTA).getFirst();
        server = new StubServer(
                reply(200, "{\"data\":[]}"), reply(500, "{}"), reply(429, "{}"), reply(badKey.status(), badKey.body()));
        provider = provider(server.url());
        assertThat(provider.answers()).isTrue();
        assertThat(provider.answers()).isFalse();
        assertThat(provider.answers()).isFalse();
        assertThat(provider.answers()).isFalse();
        assertThat(server.paths).hasSize(4).noneMatch(path -> path.contains(KEY));
        for (int i = 0; i < 4; i++) {
            assertThat(wire().probeProblems(server.paths.get(i), server.headers.get(i)))
                    .isEmpty();
        }
    }

    @Test
    void aToolSchemaThatIsNoneIsARejectedRequest() throws Exception {
        ProviderReply reply = ask(
                new ModelRequest(
                        List.of(new Message.User("x")),
                        List.of(new ToolSpecification("t", "d", "{no")),
                        null,
                        null,
                        10),
                reply(200, wire().answer("x")));
        assertThat(((ProviderReply.Fault) reply).failureClass()).isEqualTo(FailureClass.MODEL_REQUEST_REJECTED);
        assertThat(server.bodies).isEmpty();
    }
}
