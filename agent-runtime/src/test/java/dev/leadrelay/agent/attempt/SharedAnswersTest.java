package dev.leadrelay.agent.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.leadrelay.agent.Answer;
import dev.leadrelay.agent.tool.ToolBox;
import dev.leadrelay.gateway.CacheSettings;
import dev.leadrelay.gateway.ModelGateway;
import dev.leadrelay.gateway.ModelSettings;
import dev.leadrelay.gateway.ModelUsage;
import dev.leadrelay.schemas.records.HandoffHeader;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.schemas.records.RunStep;
import dev.leadrelay.schemas.records.RunStepKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Attempts over a gateway whose cache is on: who shares an answer, and who never does. */
@Timeout(60)
class SharedAnswersTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final AtomicInteger asked = new AtomicInteger();
    private volatile String answer = Fixtures.GOOD;
    private HttpServer server;
    private ModelGateway gateway;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        gateway = ModelGateway.open(
                List.of(ModelSettings.builder(url, "k", "m").build()),
                new CacheSettings(100, 1_000_000, Duration.ofHours(1)));
    }

    @AfterEach
    void close() {
        gateway.close();
        server.stop(0);
    }

    @Test
    void twoLeadsWithTheSameQuestionShareItsAnswer() throws Exception {
        Attempt first = attempt("one", 1);
        Attempt second = attempt("two", 1);

        Answer<Research> own = first.ask(Fixtures.ask());
        Answer<Research> shared = second.ask(Fixtures.ask());

        assertThat(shared).isEqualTo(own);
        assertThat(asked).hasValue(1);
        assertThat(first.spent().calls()).isEqualTo(1);
        assertThat(second.spent()).isEqualTo(ModelUsage.NONE);
        assertThat(modelCalls(first)).extracting(RunStep::getCached).containsExactly(false);
        assertThat(modelCalls(second)).extracting(RunStep::getCached).containsExactly(true);
        assertThat(modelCalls(second)).extracting(RunStep::getUsage).containsExactly(ModelUsage.NONE.toRecord());
    }

    @Test
    void votesAreIndependent() throws Exception {
        Attempt attempt = attempt("one", 1);

        for (int sample = 0; sample < 5; sample++) {
            attempt.ask(Fixtures.ask().sample(sample));
        }

        assertThat(asked).hasValue(5);
        assertThat(modelCalls(attempt)).extracting(RunStep::getCached).containsOnly(false);
    }

    @Test
    void anAttemptOrderedAgainIsAnsweredAnew() throws Exception {
        attempt("one", 1).ask(Fixtures.ask());
        Attempt again = attempt("one", 2);

        again.ask(Fixtures.ask());

        assertThat(asked).hasValue(2);
        assertThat(again.spent().calls()).isEqualTo(1);
    }

    @Test
    void aRepairNeverGetsTheAnswerItIsToRepair() throws Exception {
        // The same bad answer each time makes the second repair the same text as the first.
        answer = Fixtures.REJECTED;

        attempt("one", 1).ask(Fixtures.ask());

        assertThat(asked).hasValue(AskLoop.MAX_ASKS);
    }

    private Attempt attempt(String leadId, int number) {
        HandoffHeader header = HandoffHeader.newBuilder(Fixtures.header())
                .setLeadId(leadId)
                .setAttempt(number)
                .build();
        return new Attempt(
                header, Fixtures.parts(gateway.channel((request, outcome, start, end) -> {}), new ToolBox(List.of())));
    }

    private static List<RunStep> modelCalls(Attempt attempt) {
        return attempt.log().steps().stream()
                .filter(step -> step.getKind() == RunStepKind.MODEL_CALL)
                .toList();
    }

    private void answer(HttpExchange exchange) {
        asked.incrementAndGet();
        ObjectNode reply = JSON.createObjectNode().put("id", "1").put("model", "stub");
        ObjectNode choice = reply.putArray("choices").addObject().put("finish_reason", "stop");
        choice.putObject("message").put("role", "assistant").put("content", answer);
        reply.putObject("usage")
                .put("prompt_tokens", 10)
                .put("completion_tokens", 5)
                .put("total_tokens", 15);
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            byte[] bytes = JSON.writeValueAsBytes(reply);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
