package dev.leadrelay.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.leadrelay.cli.intake.LeadFileReader;
import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.system.support.CommandProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./leadrelay demo --exit}, as a person runs it, twice over the same data. */
class DemoTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SAMPLES =
            Path.of(System.getProperty("leadrelay.home")).resolve("samples");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    @Test
    void everyRowEndsAsExpectedAlsoBesideFormerData() throws Exception {
        Set<String> lists = new HashSet<>();
        for (String out : List.of("first", "second")) {
            long begun = System.nanoTime();
            runDemo(out);
            System.out.printf("demo, %s run: %.1f s%n", out, (System.nanoTime() - begun) / 1e9);
            lists.add(requireOutcome(folder.resolve(out)));
        }
        assertThat(lists).as("each run has a list of its own").hasSize(2);
    }

    private void runDemo(String out) throws Exception {
        try (CommandProcess demo = CommandProcess.start(
                folder,
                CommandProcess.FREE_PORTS,
                Map.of(),
                "demo",
                "--exit",
                "--data",
                folder.resolve("data").toString(),
                "--out",
                folder.resolve(out).toString())) {
            int exitCode = demo.await(PATIENCE);

            assertThat(exitCode).as(demo.out() + demo.err()).isZero();
            assertThat(demo.out().lines())
                    .as("where to look, as a line of its own")
                    .anyMatch(line -> line.matches("review desk: http://127\\.0\\.0\\.1:\\d+"));
            assertThat(demo.children()).as("the registry was seen to run").isPositive();
            assertThat(demo.leftBehind()).isEmpty();
            assertThat(folder.resolve("data").resolve("run.json")).doesNotExist();
        }
    }

    /** Compares what a run left in its folder with what was expected; gives the list's id. */
    private String requireOutcome(Path out) throws IOException {
        JsonNode ledger = JSON.readTree(out.resolve("ledger.json").toFile());
        String listId = ledger.get("listId").asText();
        Map<String, JsonNode> results = byText(out.resolve("results.jsonl"), "externalId");
        Map<String, JsonNode> deadLetters = byText(out.resolve("dead-letters.jsonl"), "leadKey");
        Map<String, String> leadIds = leadIds();
        Map<String, Integer> states = new TreeMap<>();
        for (NamedCsvRecord row : expected()) {
            String id = row.getField("Record ID");
            String state = row.getField("state");
            String line = "line " + row.getField("line") + ", " + id;
            states.merge(state, 1, Integer::sum);
            switch (state) {
                case "PARKED" -> {
                    String leadKey = Identifiers.leadKey(listId, leadIds.getOrDefault(id, "none"));
                    assertThat(deadLetters).as(line).containsKey(leadKey);
                    assertThat(deadLetters.get(leadKey).get("class").asText())
                            .as(line)
                            .isEqualTo(row.getField("outcome"));
                    assertThat(results).as(line).doesNotContainKey(id);
                }
                case "DELIVERED" -> requireDelivered(line, results.get(id), row.getField("outcome"));
                case "DISQUALIFIED" -> {
                    assertThat(results).as(line).containsKey(id);
                    assertThat(results.get(id).get("status").asText()).as(line).isEqualTo(state);
                    assertThat(results.get(id).get("reason").asText()).as(line).isEqualTo(row.getField("outcome"));
                }
                default -> assertThat(state).as(line).isEqualTo("DUPLICATE");
            }
        }
        requireLedger(ledger, states, results.size(), deadLetters.size());
        return listId;
    }

    private static void requireDelivered(String line, JsonNode result, String tier) {
        assertThat(result).as(line).isNotNull();
        assertThat(result.get("status").asText()).as(line).isEqualTo("DELIVERED");
        assertThat(result.get("score").get("tier").asText()).as(line).isEqualTo(tier);
        assertThat(result.get("draft").get("body").asText()).as(line).isNotBlank();
        JsonNode evidence = result.get("research").get("evidence");
        assertThat(evidence).as(line).isNotEmpty();
        evidence.forEach(
                piece -> assertThat(piece.get("quote").asText()).as(line).isNotBlank());
        JsonNode provenance = result.get("provenance");
        Set<String> runs = new HashSet<>();
        provenance.forEach(stage -> runs.add(stage.get("runId").asText()));
        assertThat(runs)
                .as(line + ": a run of its own for each stage")
                .hasSize(3)
                .doesNotContain("");
        assertThat(result.get("simulated").asBoolean()).as(line).isTrue();
    }

    private static void requireLedger(JsonNode ledger, Map<String, Integer> states, int results, int deadLetters) {
        System.out.println("demo: " + states + ", " + ledger.get("modelCalls") + " model calls");
        assertThat(ledger.get("balanced").asBoolean()).isTrue();
        assertThat(ledger.get("active").asInt()).isZero();
        assertThat(ledger.get("queued").asInt()).isZero();
        assertThat(ledger.get("delivered").asInt())
                .isEqualTo(states.get("DELIVERED"))
                .isGreaterThanOrEqualTo(40);
        assertThat(ledger.get("disqualified").asInt()).isEqualTo(states.get("DISQUALIFIED"));
        assertThat(ledger.get("parked").asInt()).isEqualTo(states.get("PARKED")).isEqualTo(deadLetters);
        assertThat(ledger.get("duplicates").asInt()).isEqualTo(states.get("DUPLICATE"));
        assertThat(results).isEqualTo(states.get("DELIVERED") + states.get("DISQUALIFIED"));
    }

    private static List<NamedCsvRecord> expected() throws IOException {
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(SAMPLES.resolve("expected.csv"))) {
            return csv.stream().toList();
        }
    }

    private static Map<String, String> leadIds() {
        Map<String, String> ids = new HashMap<>();
        new LeadFileReader(SAMPLES.resolve("leads.csv"), Map.of())
                .read(lead -> ids.put(String.valueOf(lead.getExternalId()), lead.getLeadId()), problem -> {});
        return ids;
    }

    private static Map<String, JsonNode> byText(Path file, String field) throws IOException {
        Map<String, JsonNode> lines = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            JsonNode node = JSON.readTree(line);
            assertThat(lines.put(node.get(field).asText(), node)).as(line).isNull();
        }
        return lines;
    }
}
