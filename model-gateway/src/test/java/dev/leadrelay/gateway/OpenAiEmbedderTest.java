package dev.leadrelay.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class OpenAiEmbedderTest {
    private static final String KEY = "sk-very-secret";
    private static final String TEXT = "twelve words";

    private final LogLines log = new LogLines();
    private final CallBudget budget = new CallBudget(1_000, 1_000);
    private StubServer server = new StubServer();

    @AfterEach
    void stop() {
        server.close();
        log.stop();
        assertThat(log.lines()).noneMatch(line -> line.contains(KEY));
    }

    private OpenAiEmbedder embedder(StubServer.Behaviour... behaviours) {
        log.start();
        server.close();
        server = new StubServer(behaviours);
        return new OpenAiEmbedder(new SemanticSettings(
                URI.create(server.url()), KEY, "e-1", 0.9, 1_000_000, Duration.ofMillis(700), 10, Duration.ofHours(1)));
    }

    private static StubServer.Behaviour vector(String numbers, int tokens) {
        return StubServer.reply(
                200,
                "{\"object\":\"list\",\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":[" + numbers
                        + "]}],\"model\":\"e-1\",\"usage\":{\"prompt_tokens\":" + tokens + ",\"total_tokens\":" + tokens
                        + "}}");
    }

    @Test
    void aTextBecomesAVectorAndIsCharged() throws Exception {
        try (OpenAiEmbedder embedder = embedder(vector("3,4", 3), vector("6,8.1", 3))) {
            Embedding one = embedder.embed(TEXT, budget);
            Embedding two = embedder.embed(TEXT, budget);

            assertThat(one.cosine(two)).isBetween(0.999, 1.000001);
            assertThat(budget.spent()).isEqualTo(new ModelUsage(2, 6, 0, 6));
            assertThat(budget.spend())
                    .containsExactly(new ProviderSpend("127.0.0.1", "e-1", new ModelUsage(2, 6, 0, 6)));
            assertThat(server.paths).containsOnly("POST /embeddings");
            JsonNode sent = new ObjectMapper().readTree(server.bodies.getFirst());
            assertThat(sent.path("model").asText()).isEqualTo("e-1");
            assertThat(sent.path("input").toString()).contains(TEXT);
        }
    }

    @Test
    void anythingElseIsNoVector() throws Exception {
        try (StubServer slow = new StubServer()) {
            for (StubServer.Behaviour broken : List.of(
                    StubServer.reply(401, "{\"error\":{\"message\":\"bad key " + KEY + "\"}}"),
                    StubServer.reply(500, "<html>"),
                    StubServer.reply(200, "<html>\n" + KEY),
                    StubServer.reply(200, "{\"data\":[]}"),
                    vector("0,0", 3),
                    slow.hang())) {
                try (OpenAiEmbedder embedder = embedder(broken)) {
                    assertThat(embedder.embed(TEXT, budget)).isNull();
                }
            }
        }
        assertThat(log.lines())
                .filteredOn(line -> line.startsWith("no embeddings from 127.0.0.1: "))
                .as("one for each")
                .hasSize(6)
                .noneMatch(line -> line.contains("\n"));
    }

    @Test
    void whatCannotBePaidForIsNotAsked() throws Exception {
        try (OpenAiEmbedder embedder = embedder(vector("1", 3))) {
            assertThat(embedder.embed(TEXT, new CallBudget(1, 1_000))).isNull();
            assertThat(server.paths).isEmpty();
        }
    }
}
