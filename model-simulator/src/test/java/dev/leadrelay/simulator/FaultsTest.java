package dev.leadrelay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaultsTest {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void stop() {
        http.close();
    }

    @Test
    void everyKindComesAsOftenAsAskedFor() throws Exception {
        SimulatorSettings settings =
                SimulatorSettings.defaults().withFaultRate(0.27).withHang(Duration.ZERO);
        int prompts = 2_000;
        long hangs = 0;
        try (ModelSimulator simulator = ModelSimulator.start(settings)) {
            for (int i = 0; i < prompts; i++) {
                try {
                    Conversation.post(http, simulator.port(), scoring(i).toString());
                } catch (IOException e) {
                    hangs++;
                }
            }
            Map<FaultKind, Long> injected = simulator.stats().injected();
            assertThat(hangs).isEqualTo(injected.get(FaultKind.HANG));
            for (FaultKind kind : FaultKind.AT_RANDOM) {
                assertThat(injected.getOrDefault(kind, 0L)).as(kind.name()).isBetween(30L, 95L);
            }
            long all = injected.values().stream().mapToLong(Long::longValue).sum();
            assertThat(all).isBetween((long) (prompts * 0.23), (long) (prompts * 0.31));
        }
    }

    @Test
    void theSameSeedInjectsTheSameFaults() {
        Answers answers = new Answers(5, 0, Conversation.JSON);
        Faults first =
                new Faults(5, SimulatorSettings.defaults().withFaultRate(0.5).faultRates(), Conversation.JSON);
        Faults second =
                new Faults(5, SimulatorSettings.defaults().withFaultRate(0.5).faultRates(), Conversation.JSON);
        Faults other =
                new Faults(6, SimulatorSettings.defaults().withFaultRate(0.5).faultRates(), Conversation.JSON);
        int different = 0;
        for (int i = 0; i < 200; i++) {
            ChatRequest request = parsed(scoring(i));
            Answer answer = answers.answer(request);
            FaultKind fault = first.draw(request.hash(), 0, answer);
            assertThat(second.draw(request.hash(), 0, answer)).isEqualTo(fault);
            different += other.draw(request.hash(), 0, answer) != fault ? 1 : 0;
        }
        assertThat(different).isGreaterThan(50);
    }

    @Test
    void aRetryMaySucceed() {
        Faults faults =
                new Faults(5, SimulatorSettings.defaults().withFaultRate(0.5).faultRates(), Conversation.JSON);
        ChatRequest request = parsed(scoring(1));
        Answer answer = new Answers(5, 0, Conversation.JSON).answer(request);
        long faulty = 0;
        for (int attempt = 0; attempt < 100; attempt++) {
            faulty += faults.draw(request.hash(), attempt, answer) == null ? 0 : 1;
        }
        assertThat(faulty).isBetween(30L, 70L);
    }

    @ParameterizedTest
    @EnumSource(
            value = FaultKind.class,
            names = {"REQUEST_REJECTED", "CONTEXT_OVERFLOW", "OUT_OF_CREDIT", "PLACEHOLDER", "SAME_CALL"},
            mode = EnumSource.Mode.EXCLUDE)
    void eachKindShowsAsWhatItIs(FaultKind kind) throws Exception {
        Map<FaultKind, Double> rates = new EnumMap<>(FaultKind.class);
        rates.put(kind, 1.0);
        SimulatorSettings settings = SimulatorSettings.defaults()
                .withFallibility(0)
                .withHang(Duration.ofMillis(50))
                .withFaultRates(rates);
        JsonNode right = content(Conversation.JSON.writeValueAsString(
                ((Answer.Structured) new Answers(settings.seed(), 0, Conversation.JSON).answer(parsed(scoring(1))))
                        .value()));
        try (ModelSimulator simulator = ModelSimulator.start(settings)) {
            if (kind == FaultKind.HANG) {
                Assertions.assertThatThrownBy(() -> Conversation.post(
                                http, simulator.port(), scoring(1).toString()))
                        .isInstanceOf(IOException.class);
            } else {
                seen(kind, Conversation.post(http, simulator.port(), scoring(1).toString()), right);
            }
            assertThat(simulator.stats().injected().get(kind)).isPositive();
        }
    }

    private static void seen(FaultKind kind, HttpResponse<String> response, JsonNode right) throws Exception {
        JsonNode choice =
                Conversation.JSON.readTree(response.body()).path("choices").path(0);
        String content = choice.path("message").path("content").asText("");
        switch (kind) {
            case RATE_LIMITED -> {
                assertThat(response.statusCode()).isEqualTo(429);
                assertThat(response.headers().firstValue("Retry-After")).contains("1");
            }
            case SERVER_ERROR -> assertThat(response.statusCode()).isEqualTo(500);
            case TRUNCATED_JSON -> {
                assertThat(choice.path("finish_reason").asText()).isEqualTo("length");
                Assertions.assertThatThrownBy(() -> content(content)).isInstanceOf(JsonProcessingException.class);
            }
            case FENCED_JSON -> {
                assertThat(content).startsWith("```json\n").endsWith("\n```");
                assertThat(content(content.substring(7, content.length() - 3))).isEqualTo(right);
            }
            case WRONG_FIELDS -> assertThat(content(content).has("criteria")).isFalse();
            case INVENTED_EVIDENCE -> {
                assertThat(content(content)).isNotEqualTo(right);
                assertThat(content(content).findValuesAsText("level")).isEqualTo(right.findValuesAsText("level"));
            }
            case REFUSAL -> {
                assertThat(choice.path("message").path("content").isNull()).isTrue();
                assertThat(choice.path("message").path("refusal").asText()).isNotBlank();
            }
            case FLIPPED_LEVEL ->
                assertThat(content(content).findValuesAsText("level")).isNotEqualTo(right.findValuesAsText("level"));
            case HANG -> throw new AssertionError("a hang has no response");
            case REQUEST_REJECTED, CONTEXT_OVERFLOW, OUT_OF_CREDIT, PLACEHOLDER, SAME_CALL ->
                throw new AssertionError("comes by a wish only");
        }
    }

    @Test
    void toolRoundsSufferToo() throws Exception {
        ObjectNode request = Conversation.request(
                "ResearchAnswer", Conversation.tag("lead", Conversation.leadOf(DemoCompanies.byIndex(1, 1))));
        Conversation.offer(request, "fetch_page");
        SimulatorSettings settings = SimulatorSettings.defaults().withFaultRates(Map.of(FaultKind.WRONG_FIELDS, 1.0));
        try (ModelSimulator simulator = ModelSimulator.start(settings)) {
            String body = Conversation.post(http, simulator.port(), request.toString())
                    .body();
            assertThat(Conversation.JSON.readTree(body).findValuesAsText("name"))
                    .containsOnly("open_browser");
        }
    }

    static ObjectNode scoring(int number) {
        ObjectNode profile = Conversation.JSON.createObjectNode().put("name", "p");
        ArrayNode criteria = profile.putArray("criteria");
        for (String id : new String[] {"machines", "growth"}) {
            ArrayNode levels =
                    criteria.addObject().put("id", id).put("question", "?").putArray("levels");
            levels.addObject().put("id", "high").put("description", "It builds large machines for sawmills.");
            levels.addObject().put("id", "low").put("description", "Nothing of the kind.");
        }
        ArrayNode evidence = Conversation.JSON.createArrayNode();
        evidence.addObject()
                .put("id", "e" + number)
                .put("url", "http://x.example/")
                .put("title", "X")
                .put("quote", "X builds large machines for " + number + " sawmills.");
        return Conversation.request(
                "ScoreAnswer", Conversation.tag("profile", profile), Conversation.tag("evidence", evidence));
    }

    static ChatRequest parsed(ObjectNode request) {
        try {
            return ChatRequest.parse(Conversation.JSON, Conversation.JSON.writeValueAsBytes(request));
        } catch (BadRequestException | JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode content(String text) throws JsonProcessingException {
        return Conversation.JSON.readTree(text);
    }
}
