package dev.leadrelay.gateway;

import static dev.leadrelay.gateway.StubServer.completion;
import static dev.leadrelay.gateway.StubServer.cut;
import static dev.leadrelay.gateway.StubServer.error;
import static dev.leadrelay.gateway.StubServer.reply;
import static dev.leadrelay.gateway.StubServer.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leadrelay.schemas.records.FailureClass;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class OpenAiProviderTest {
    private static final String KEY = "sk-very-secret";
    private static final ModelRequest ASK = ModelRequest.text(List.of(new Message.User("hi")), 50);

    private StubServer server = new StubServer();
    private OpenAiProvider provider;

    @AfterEach
    void stop() {
        server.close();
        if (provider != null) {
            provider.close();
        }
    }

    private ProviderReply ask(ModelRequest request, StubServer.Behaviour... behaviours) throws Exception {
        stop();
        server = new StubServer(behaviours);
        provider = provider(server.url());
        return provider.ask(request);
    }

    private static OpenAiProvider provider(String url) {
        return new OpenAiProvider(ModelSettings.builder(url, KEY, "m")
                .timeout(Duration.ofMillis(700))
                .maxReplyBytes(100_000)
                .build());
    }

    private ProviderReply.Fault fault(StubServer.Behaviour behaviour) throws Exception {
        ProviderReply reply = ask(ASK, behaviour);
        assertThat(reply).isInstanceOf(ProviderReply.Fault.class);
        return (ProviderReply.Fault) reply;
    }

    private ProviderReply.Answer answer(StubServer.Behaviour behaviour) throws Exception {
        ProviderReply reply = ask(ASK, behaviour);
        assertThat(reply).isInstanceOf(ProviderReply.Answer.class);
        return (ProviderReply.Answer) reply;
    }

    @Test
    void anAnswerWithItsFigures() throws Exception {
        ProviderReply.Answer answer = answer(says("hello"));
        assertThat(answer)
                .isEqualTo(new ProviderReply.Answer(
                        "hello", List.of(), FinishReason.STOP, new TokenCounts(11, 7), "stub-1", false));
        assertThat(server.paths).containsExactly("POST /v1/chat/completions");
    }

    @Test
    void theWholeRequestIsSent() throws Exception {
        String parameters = "{\"type\":\"object\",\"properties\":{\"url\":{\"type\":\"string\",\"description\":\"d\"}},"
                + "\"required\":[\"url\"],\"additionalProperties\":false}";
        String format = "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":[\"string\",\"null\"]}},"
                + "\"required\":[\"a\"],\"additionalProperties\":false}";
        ask(
                new ModelRequest(
                        List.of(
                                new Message.System("be good"),
                                new Message.User("look"),
                                new Message.Assistant(null, List.of(new ToolCall("t1", "fetch", "{\"url\":\"x\"}"))),
                                new Message.ToolResult("t1", "fetch", "page")),
                        List.of(new ToolSpecification("fetch", "gets a page", parameters)),
                        new ModelRequest.ResponseFormat("R", format),
                        0.2,
                        50),
                says("x"));
        ObjectMapper json = new ObjectMapper();
        JsonNode sent = json.readTree(server.bodies.get(0));
        assertThat(sent.path("model").asText()).isEqualTo("m");
        assertThat(sent.path("temperature").asDouble()).isEqualTo(0.2);
        assertThat(sent.path("max_tokens").asInt()
                        + sent.path("max_completion_tokens").asInt())
                .isEqualTo(50);
        assertThat(sent.at("/messages/0").toString()).contains("system", "be good");
        assertThat(sent.at("/messages/2/tool_calls/0/function/arguments").asText())
                .isEqualTo("{\"url\":\"x\"}");
        assertThat(sent.at("/messages/3/tool_call_id").asText()).isEqualTo("t1");
        assertThat(sent.at("/tools/0/function/parameters")).isEqualTo(json.readTree(parameters));
        assertThat(sent.at("/tools/0/function/strict").asBoolean()).isTrue();
        assertThat(sent.at("/response_format/json_schema/schema")).isEqualTo(json.readTree(format));
        assertThat(sent.at("/response_format/json_schema/strict").asBoolean()).isTrue();
        assertThat(sent.at("/response_format/json_schema/name").asText()).isEqualTo("R");
    }

    @Test
    void toolCalls() throws Exception {
        ProviderReply.Answer answer = answer(reply(
                200,
                completion(
                        "\"content\":null,\"tool_calls\":[{\"id\":\"t9\",\"type\":\"function\","
                                + "\"function\":{\"name\":\"fetch\",\"arguments\":\"{not json\"}}]",
                        "tool_calls",
                        true)));
        assertThat(answer.text()).isNull();
        assertThat(answer.toolCalls()).containsExactly(new ToolCall("t9", "fetch", "{not json"));
        assertThat(answer.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
    }

    @Test
    void aCutAnswerAndMissingUsage() throws Exception {
        ProviderReply.Answer answer = answer(reply(200, completion("\"content\":\"half\"", "length", false)));
        assertThat(answer.finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(answer.billed()).isNull();
    }

    @Test
    void aSimulatorIsFoundOutByFingerprintOrHeader() throws Exception {
        String marked = completion("\"content\":\"x\"", "stop", true)
                .replace("\"id\"", "\"system_fingerprint\":\"simulator-3\",\"id\"");
        assertThat(answer(reply(200, marked)).simulated()).isTrue();
        assertThat(answer(reply(
                                200,
                                completion("\"content\":\"x\"", "stop", true),
                                Map.of("X-LeadRelay-Simulated", "true")))
                        .simulated())
                .isTrue();
    }

    @Test
    void aRefusalIsBilled() throws Exception {
        ProviderReply.Fault refusal =
                fault(reply(200, completion("\"content\":null,\"refusal\":\"I will not\"", "stop", true)));
        assertThat(refusal.failureClass()).isEqualTo(FailureClass.MODEL_REFUSED);
        assertThat(refusal.message()).contains("I will not");
        assertThat(refusal.billed()).isEqualTo(new TokenCounts(11, 7));
        ProviderReply.Fault filtered = fault(reply(200, completion("\"content\":\"x\"", "content_filter", true)));
        assertThat(filtered.failureClass()).isEqualTo(FailureClass.MODEL_REFUSED);
        assertThat(filtered.billed()).isEqualTo(new TokenCounts(11, 7));
    }

    @ParameterizedTest
    @CsvSource({
        "400, context_length_exceeded, too long, CONTEXT_OVERFLOW",
        "400, x, This model's maximum context length is 8192 tokens, CONTEXT_OVERFLOW",
        "400, content_filter, filtered, MODEL_REFUSED",
        "400, invalid_value, bad temperature, MODEL_REQUEST_REJECTED",
        "404, model_not_found, no such model, MODEL_REQUEST_REJECTED",
        "302, x, elsewhere, MODEL_REQUEST_REJECTED",
        "401, invalid_api_key, Incorrect API key provided: sk-very-secret, MODEL_QUOTA",
        "403, x, country, MODEL_QUOTA",
        "402, x, pay, MODEL_QUOTA",
        "429, insufficient_quota, You exceeded your quota, MODEL_QUOTA",
        "429, rate_limit_exceeded, slow down sk-very-secret, MODEL_RATE_LIMITED",
        "408, x, slow, MODEL_TIMEOUT",
        "500, x, oops, MODEL_ERROR",
        "503, x, overloaded, MODEL_ERROR"
    })
    void errorStatuses(int status, String code, String message, FailureClass expected) throws Exception {
        ProviderReply.Fault fault = fault(error(status, code, message));
        assertThat(fault.failureClass()).isEqualTo(expected);
        assertThat(fault.message()).contains("HTTP " + status).doesNotContain(KEY);
        assertThat(fault.billed()).isEqualTo(TokenCounts.NOTHING);
        assertThat(server.bodies).hasSize(1);
    }

    @Test
    void retryAfterIsPassedOn() throws Exception {
        assertThat(fault(reply(429, "{}", Map.of("Retry-After", "7"))).retryAfter())
                .isEqualTo(Duration.ofSeconds(7));
        assertThat(fault(reply(503, "<html>", Map.of("Retry-After", "nonsense")))
                        .retryAfter())
                .isNull();
    }

    @Test
    void repliesThatAreNoCompletion() throws Exception {
        for (StubServer.Behaviour broken : List.of(
                reply(200, "<html><body>gateway " + KEY + "</body></html>"),
                reply(200, "{\"id\":\"x\",\"choi"),
                reply(200, ""),
                reply(200, "{\"choices\":[]}"),
                reply(200, "[]"),
                reply(200, "null"),
                cut("{\"id\":"))) {
            ProviderReply.Fault fault = fault(broken);
            assertThat(fault.failureClass()).isEqualTo(FailureClass.MODEL_ERROR);
            assertThat(fault.message()).doesNotContain(KEY, "\n").isNotBlank();
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
        try (StubServer slow = new StubServer()) {
            for (StubServer.Behaviour behaviour : List.of(slow.hang(), slow.drip())) {
                long start = System.nanoTime();
                ProviderReply.Fault fault = fault(behaviour);
                long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
                assertThat(fault.failureClass()).isEqualTo(FailureClass.MODEL_TIMEOUT);
                assertThat(fault.billed()).isNull();
                assertThat(millis).isBetween(690L, 3000L);
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
        ask(ASK, says("one"));
        for (int i = 0; i < 5; i++) {
            provider.ask(ASK);
        }
        assertThat(Set.copyOf(server.clientPorts)).hasSize(1);
        assertThat(server.clientPorts).hasSize(6);
    }

    @Test
    void theProbeIsOneCheapRequest() throws Exception {
        server = new StubServer(reply(200, "{\"data\":[]}"), error(500, "x", "down"), error(401, "x", "key"));
        provider = provider(server.url());
        assertThat(provider.answers()).isTrue();
        assertThat(provider.answers()).isFalse();
        assertThat(provider.answers()).isFalse();
        assertThat(server.paths).containsOnly("GET /v1/models").hasSize(3);
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
                says("x"));
        assertThat(((ProviderReply.Fault) reply).failureClass()).isEqualTo(FailureClass.MODEL_REQUEST_REJECTED);
        assertThat(server.bodies).isEmpty();
    }

    @Test
    void settingsNeverShowTheKeyAndSayWhatIsWrong() {
        assertThat(ModelSettings.builder("http://h:1", KEY, "m").build().toString())
                .doesNotContain(KEY);
        assertThat(ModelSettings.builder("http://h:1/", KEY, "m").build().url()).hasToString("http://h:1/v1");
        assertThat(ModelSettings.builder("http://h:1/api/", KEY, "m").build().url())
                .hasToString("http://h:1/api");
        for (String url : List.of("nonsense", "ftp://h", "http://", "http://u:p@h", "http://h/ x", "")) {
            assertThatThrownBy(() -> ModelSettings.builder(url, KEY, "m"))
                    .as(url)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("url");
        }
        assertThatThrownBy(() -> ModelSettings.builder("http://h", " ", "m").build())
                .hasMessageContaining("apiKey");
        assertThatThrownBy(
                        () -> ModelSettings.builder("http://h", KEY + "\n", "m").build())
                .hasMessageContaining("apiKey");
        assertThatThrownBy(() -> ModelSettings.builder("http://h", KEY, "m")
                        .timeout(Duration.ZERO)
                        .build())
                .hasMessageContaining("timeout");
        assertThatThrownBy(
                        () -> new ModelSettings.Retry(4, 0, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ZERO))
                .hasMessageContaining("retry.maxTries");
    }
}
