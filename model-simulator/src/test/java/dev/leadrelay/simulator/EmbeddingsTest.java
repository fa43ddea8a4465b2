package dev.leadrelay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class EmbeddingsTest {
    @Test
    void textsWithMuchInCommonLieNearEachOther() {
        float[] one = Embeddings.vector("The valves of Acme are made in Leeds by forty people");
        float[] near = Embeddings.vector("The valves of Acme are made in Leeds by forty workers");
        float[] far = Embeddings.vector("A bakery with a garden near the harbour");

        assertThat(cosine(one, near)).isGreaterThan(0.85);
        assertThat(cosine(one, far)).isLessThan(0.5);
        assertThat(cosine(Embeddings.vector(""), Embeddings.vector(""))).isGreaterThan(0.99);
    }

    @Test
    void theyComeInTheShapeOfTheApi() throws Exception {
        try (ModelSimulator simulator = ModelSimulator.start(SimulatorSettings.defaults());
                HttpClient http = HttpClient.newHttpClient()) {
            JsonNode reply = post(http, simulator, "{\"model\":\"e\",\"input\":[\"one\",\"two\"]}", 200);
            assertThat(reply.path("data")).hasSize(2);
            assertThat(reply.at("/data/1/index").asInt()).isEqualTo(1);
            assertThat(reply.at("/data/1/embedding")).hasSize(Embeddings.DIMENSIONS);
            assertThat(reply.at("/usage/total_tokens").asInt()).isEqualTo(2);
            assertThat(post(http, simulator, "{\"model\":\"e\"}", 400)
                            .at("/error/message")
                            .asText())
                    .contains("input");
            post(http, simulator, "{", 400);
        }
    }

    private static JsonNode post(HttpClient http, ModelSimulator simulator, String body, int status) throws Exception {
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + simulator.port() + "/v1/embeddings"))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(status);
        return new ObjectMapper().readTree(response.body());
    }

    private static double cosine(float[] a, float[] b) {
        double dot = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            dot += a[i] * b[i];
            aa += a[i] * a[i];
            bb += b[i] * b[i];
        }
        return dot / Math.sqrt(aa * bb);
    }
}
