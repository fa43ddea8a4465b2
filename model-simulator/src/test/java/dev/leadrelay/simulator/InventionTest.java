package dev.leadrelay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InventionTest {
    private static final long SEED = 11;
    private static final SimulatorSettings SETTINGS =
            SimulatorSettings.defaults().withSeed(SEED).withFallibility(0);

    private final List<Invented> told = new ArrayList<>();
    private final Answers honest = new Answers(SETTINGS, Conversation.JSON, told::add);
    private final Answers inventing = new Answers(SETTINGS.withInventing(true), Conversation.JSON, told::add);

    @Test
    void everyWayOccursAmongTwoHundredLeads() {
        for (long seed = 0; seed < 20; seed++) {
            Map<InventionKind, Integer> counts = new EnumMap<>(InventionKind.class);
            for (int i = 0; i < 200; i++) {
                counts.merge(InventionKind.of(seed, email(DemoCompanies.byIndex(seed, i))), 1, Integer::sum);
            }
            assertThat(counts).containsOnlyKeys(InventionKind.values());
        }
    }

    @Test
    void aLeadIsInventedAboutAtOneStageOnly() {
        for (int i = 0; i < 200; i++) {
            DemoCompany company = DemoCompanies.byIndex(5, i);
            InventionKind kind = InventionKind.of(SEED, email(company));
            told.clear();
            for (ObjectNode request : Stages.all(company, "", "")) {
                JsonNode answer = value(inventing, request);
                boolean stage = schema(request).equals(kind.task());
                assertThat(answer.equals(value(honest, request))).isEqualTo(!stage);
            }
            assertThat(told).singleElement().satisfies(one -> {
                assertThat(one.kind()).isEqualTo(kind);
                assertThat(one.lead()).isEqualTo(email(company));
            });
        }
    }

    @Test
    void planningIsLeftAlone() {
        for (int i = 0; i < 50; i++) {
            ObjectNode request = Stages.planning(DemoCompanies.byIndex(5, i), "");
            assertThat(inventing.answer(FaultsTest.parsed(request)).toString())
                    .isEqualTo(honest.answer(FaultsTest.parsed(request)).toString());
        }
        assertThat(told).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void anObjectionChangesNothing(InventionKind kind) {
        DemoCompany company = lead(kind, 0);
        ObjectNode request = request(kind, company, "de");
        JsonNode first = value(inventing, request);
        ((ArrayNode) request.path("messages"))
                .addObject()
                .put("role", "assistant")
                .put("content", first.toString());
        ((ArrayNode) request.path("messages"))
                .addObject()
                .put("role", "user")
                .put("content", "<violations>[{\"code\":\"c\",\"path\":\"/x\",\"message\":\"m\"}]</violations>");
        assertThat(value(inventing, request).toString())
                .contains(told.getFirst().text());
        assertThat(told).hasSize(2);
        assertThat(told.get(1)).isEqualTo(told.get(0));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsInventedIsNotToBeHad(InventionKind kind) {
        for (int i = 0; i < 10; i++) {
            DemoCompany company = lead(kind, i);
            for (String language : List.of("en", "de", "fr", "es", "it", "nl", "pl")) {
                ObjectNode request = request(kind, company, language);
                JsonNode answer = value(inventing, request);
                String text = told.getLast().text();
                String known = request.at("/messages/1/content").asText();
                switch (kind) {
                    case CLAIM_WITHOUT_EVIDENCE ->
                        assertThat(claim(answer, text).path("evidence")).isEmpty();
                    case CLAIM_WITH_UNKNOWN_EVIDENCE -> assertThat(known).doesNotContain(cited(claim(answer, text)));
                    case CLAIM_WITH_WRONG_NUMBER, CLAIM_OF_ANOTHER_COMPANY, CLAIM_NOT_BORNE_OUT -> {
                        assertThat(known).doesNotContain(text).contains(cited(claim(answer, text)));
                        assertThat(text).contains(company.name());
                        assertThat(text.matches(".*\\d.*")).isEqualTo(kind != InventionKind.CLAIM_NOT_BORNE_OUT);
                    }
                    case LEVEL_WITH_UNKNOWN_EVIDENCE -> assertThat(known).doesNotContain(cited(best(answer, text)));
                    case LEVEL_WITH_UNRELATED_EVIDENCE -> {
                        Quote quote = quote(company, cited(best(answer, text)));
                        LevelMatch level = LevelMatch.of(
                                text.equals("ships")
                                        ? "It ships pallets abroad every day."
                                        : "Stock runs on an ERP system.");
                        assertThat(level.in(List.of(ReadQuote.of(quote)))).isEqualTo(LevelMatch.NONE);
                    }
                    case DRAFT_NUMBER,
                            DRAFT_DATE,
                            DRAFT_URL,
                            DRAFT_PERSON,
                            DRAFT_FOREIGN_FACT,
                            DRAFT_REFERENCE,
                            DRAFT_PLACEHOLDER -> {
                        assertThat(answer.path("body").asText()).contains(text).doesNotContain("{p}");
                        assertThat(known).doesNotContain(text);
                        assertThat(text.matches(".*\\d.*"))
                                .isEqualTo(kind == InventionKind.DRAFT_NUMBER || kind == InventionKind.DRAFT_DATE);
                    }
                }
            }
        }
    }

    @Test
    void aServerTellsWhatItInvented() throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        try (http;
                ModelSimulator simulator = ModelSimulator.start(SETTINGS.withInventing(true))) {
            Map<InventionKind, Long> expected = new HashMap<>();
            for (int i = 0; i < 40; i++) {
                DemoCompany company = DemoCompanies.byIndex(5, i);
                for (ObjectNode request : Stages.all(company, "", "")) {
                    Conversation.post(http, simulator.port(), request.toString());
                }
                InventionKind kind = simulator.inventionFor(email(company));
                expected.merge(kind, 1L, Long::sum);
                assertThat(simulator.invented().get(email(company)).kind()).isEqualTo(kind);
            }
            assertThat(simulator.stats().inventions()).isEqualTo(expected);
            simulator.resetStats();
            assertThat(simulator.invented()).isEmpty();
            assertThat(simulator.stats().inventions()).isEmpty();
        }
    }

    private static JsonNode best(JsonNode answer, String criterion) {
        for (JsonNode entry : answer.path("criteria")) {
            if (entry.path("criterion").asText().equals(criterion)) {
                assertThat(entry.path("level").asText()).isIn("high", "great");
                return entry;
            }
        }
        throw new AssertionError("no such criterion: " + criterion);
    }

    private static String cited(JsonNode entry) {
        assertThat(entry.path("evidence")).hasSize(1);
        return '"' + entry.path("evidence").path(0).asText() + '"';
    }

    private static Quote quote(DemoCompany company, String id) {
        return new PromptData(Conversation.JSON, FaultsTest.parsed(Stages.scoring(company, "", "")))
                .evidence()
                .get(id.replace("\"", ""));
    }

    private static JsonNode claim(JsonNode answer, String statement) {
        for (JsonNode claim : answer.path("claims")) {
            if (claim.path("statement").asText().equals(statement)) {
                return claim;
            }
        }
        throw new AssertionError("not claimed: " + statement + " in " + answer);
    }

    private static DemoCompany lead(InventionKind kind, int number) {
        int left = number;
        for (int i = 0; ; i++) {
            DemoCompany company = DemoCompanies.byIndex(5, i);
            if (InventionKind.of(SEED, email(company)) == kind && left-- == 0) {
                return company;
            }
        }
    }

    private static ObjectNode request(InventionKind kind, DemoCompany company, String language) {
        return Stages.all(company, "", "").stream()
                .filter(request -> schema(request).equals(kind.task()))
                .map(request ->
                        schema(request).equals("DraftAnswer") ? Stages.drafting(company, "", "", language) : request)
                .findFirst()
                .orElseThrow();
    }

    private static String schema(ObjectNode request) {
        return request.at("/response_format/json_schema/name").asText();
    }

    private static String email(DemoCompany company) {
        return "someone@" + company.domain();
    }

    private static JsonNode value(Answers answers, ObjectNode request) {
        return ((Answer.Structured) answers.answer(FaultsTest.parsed(request))).value();
    }
}
