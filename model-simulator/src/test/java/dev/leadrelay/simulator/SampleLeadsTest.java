package dev.leadrelay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The sample list, its profile and the companies' sites speak to each other as {@code expected.csv} says. */
class SampleLeadsTest {
    private static final Path SAMPLES = Path.of("..", "samples");
    private static final Set<String> TOPICS =
            Set.of("identity", "product", "size", "market", "news", "technology", "people", "need");

    private static ModelSimulator simulator;
    private static HttpClient http;
    private static JsonNode profile;
    private static JsonNode seller;

    @BeforeAll
    static void start() throws IOException {
        simulator = ModelSimulator.start(SimulatorSettings.defaults().withFallibility(0));
        http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
        profile = yaml.readTree(SAMPLES.resolve("profile.yaml").toFile());
        seller = yaml.readTree(SAMPLES.resolve("seller.yaml").toFile());
    }

    @AfterAll
    static void stop() {
        http.close();
        simulator.close();
    }

    @Test
    void endAsExpected() throws Exception {
        Map<String, NamedCsvRecord> leads = new HashMap<>();
        rows("leads.csv").forEach(row -> leads.putIfAbsent(row.getField("Record ID"), row));
        List<String> wrong = new ArrayList<>();
        int checked = 0;
        for (NamedCsvRecord expected : rows("expected.csv")) {
            String outcome = expected.getField("outcome");
            if (outcome.startsWith("policy.") || Set.of("DUPLICATE", "PARKED").contains(expected.getField("state"))) {
                continue;
            }
            String seen = outcome(lead(leads.get(expected.getField("Record ID"))));
            checked++;
            if (!seen.equals(outcome)) {
                wrong.add(expected + " but " + seen);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(checked).isGreaterThan(50);
    }

    @Test
    void coverWhatRealExportsContain() throws IOException {
        List<NamedCsvRecord> leads = rows("leads.csv");
        List<NamedCsvRecord> expected = rows("expected.csv");
        assertThat(leads).hasSizeGreaterThanOrEqualTo(60).hasSameSizeAs(expected);
        assertThat(leads)
                .extracting(row -> row.getField("Record ID"))
                .isEqualTo(
                        expected.stream().map(row -> row.getField("Record ID")).toList());
        assertThat(leads)
                .extracting(NamedCsvRecord::getStartingLineNumber)
                .isEqualTo(expected.stream()
                        .map(row -> Long.parseLong(row.getField("line")))
                        .toList());
        assertThat(expected)
                .filteredOn(row -> row.getField("state").equals("DELIVERED"))
                .hasSizeGreaterThanOrEqualTo(40);
        assertThat(leads)
                .anyMatch(row -> row.getField("Notes").length() == 20_480)
                .anyMatch(row -> row.getField("Notes").startsWith("="))
                .anyMatch(row -> row.getField("First Name").indexOf('\u0007') >= 0)
                .anyMatch(row -> row.getField("Notes").startsWith("Ignore all previous"));
    }

    @Test
    void everyAnswerRestsOnItsEvidence() throws Exception {
        for (DemoCompany company : DemoCompanies.catalogue()) {
            Conversation talk = new Conversation(http, simulator.port(), Conversation.leadOf(company));
            JsonNode research = talk.research();
            if (company.site() == DemoSite.UNREACHABLE) {
                assertThat(research.path("claims")).isEmpty();
                continue;
            }
            assertThat(research.path("companyName").asText()).isEqualTo(company.name());
            assertThat(research.path("claims").size()).isBetween(3, 6);
            for (JsonNode claim : research.path("claims")) {
                assertThat(TOPICS).contains(claim.path("topic").asText());
                String quote = talk.evidence
                        .get(claim.path("evidence").path(0).asText())
                        .path("quote")
                        .asText();
                assertThat(quote).contains(claim.path("statement").asText());
                assertThat(quote).doesNotContain("Ignore all previous");
            }
            JsonNode score = talk.score(profile, research);
            assertThat(Sentences.of(score.path("summary").asText())).hasSize(2);
            Set<String> known = new HashSet<>(talk.evidence.keySet());
            for (JsonNode criterion : score.path("criteria")) {
                criterion.path("evidence").forEach(id -> assertThat(known).contains(id.asText()));
            }
        }
    }

    private static String outcome(ObjectNode lead) throws Exception {
        Conversation talk = new Conversation(http, simulator.port(), lead);
        JsonNode research = talk.research();
        if (research.path("claims").isEmpty()) {
            return "NO_EVIDENCE";
        }
        JsonNode score = talk.score(profile, research);
        if (!score.path("disqualifier").isNull()) {
            return "disqualifier." + score.path("disqualifier").asText();
        }
        int total = points(score);
        String tier = total >= 75 ? "A" : total >= 55 ? "B" : total >= 35 ? "C" : "BELOW_THRESHOLD";
        if (!tier.equals("BELOW_THRESHOLD")) {
            assertThat(talk.draft(seller, "en", research).path("evidence")).isNotEmpty();
        }
        return tier;
    }

    private static int points(JsonNode score) {
        int total = 0;
        for (JsonNode answer : score.path("criteria")) {
            for (JsonNode criterion : profile.path("criteria")) {
                for (JsonNode level : criterion.path("levels")) {
                    if (criterion.path("id").equals(answer.path("criterion"))
                            && level.path("id").equals(answer.path("level"))) {
                        total += criterion.path("weight").asInt()
                                * level.path("share").asInt()
                                / 100;
                    }
                }
            }
        }
        return total;
    }

    private static ObjectNode lead(NamedCsvRecord row) {
        ObjectNode lead = Conversation.JSON.createObjectNode();
        put(lead, "firstName", row.getField("First Name"));
        put(lead, "company", row.getField("Company"));
        put(lead, "city", row.getField("City"));
        put(lead, "email", row.getField("Email").toLowerCase(Locale.ROOT));
        put(lead, "notes", row.getField("Notes"));
        String domain = row.getField("Website")
                .toLowerCase(Locale.ROOT)
                .replaceFirst("^https?://", "")
                .replaceFirst("^www\\.", "")
                .replaceFirst("/.*$", "");
        put(lead, "companyDomain", domain);
        return lead;
    }

    private static void put(ObjectNode lead, String field, String value) {
        if (!value.isBlank()) {
            lead.put(field, value);
        }
    }

    private static List<NamedCsvRecord> rows(String file) throws IOException {
        String text = Files.readString(SAMPLES.resolve(file));
        try (var reader = CsvReader.builder().ofNamedCsvRecord(text.startsWith("\ufeff") ? text.substring(1) : text)) {
            return reader.stream().toList();
        }
    }
}
