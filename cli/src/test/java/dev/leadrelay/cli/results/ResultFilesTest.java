package dev.leadrelay.cli.results;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.leadrelay.schemas.records.Contradiction;
import dev.leadrelay.schemas.records.ContradictoryStatement;
import dev.leadrelay.schemas.records.Draft;
import dev.leadrelay.schemas.records.Evidence;
import dev.leadrelay.schemas.records.EvidenceKind;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.LeadResult;
import dev.leadrelay.schemas.records.LeadStatus;
import dev.leadrelay.schemas.records.ListProgress;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.schemas.records.ResearchStatus;
import dev.leadrelay.schemas.records.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFilesTest {
    private static final int LEADS = 500;

    @TempDir
    Path folder;

    @Test
    void everyResultStandsInEveryFile() throws IOException {
        ListOutcome outcome = outcome(LEADS);

        new ResultFiles(folder).write(Ledger.of(progress(LEADS), outcome, 3), outcome);

        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(folder.resolve("results.csv"))) {
            List<NamedCsvRecord> rows = csv.stream().toList();
            assertThat(rows).hasSize(LEADS);
            assertThat(rows.getFirst().getField("body")).isEqualTo("Hello,\n\"quoted\", and more");
            assertThat(rows.getFirst().getField("subject")).isEqualTo("'=HYPERLINK(1)");
            assertThat(rows)
                    .allSatisfy(row -> assertThat(row.getField("ended_at")).isNotEmpty());
        }
        List<String> lines = Files.readAllLines(folder.resolve("results.jsonl"));
        assertThat(lines).hasSize(LEADS);
        JsonNode first = new ObjectMapper().readTree(lines.getFirst());
        assertThat(first.path("draft").path("subject").asText()).isEqualTo("=HYPERLINK(1)");
        assertThat(first.path("warnings").path(0).asText())
                .isEqualTo("draft says nearly the same as that of 1, 2, 3 and 17 or more others");
        assertThat(first.path("endedAt").asText()).isEqualTo("2026-01-02T03:04:05Z");
    }

    @Test
    void draftsThatSayTheSameNameEachOtherWithinTheirListOnly() {
        List<LeadResult> results = List.of(
                result("a", 0, "Ada", "the gate is full of trucks every single morning"),
                result("a", 1, "Bob", "the gate is full of trucks every single morning"),
                result("a", 2, "Cid", "something else is said about another company here"),
                result("b", 3, "Dan", "the gate is full of trucks every single morning"));

        DraftWarnings warnings = DraftWarnings.of(results);

        assertThat(results.stream().map(warnings::of))
                .containsExactly(
                        List.of("draft says nearly the same as that of crm-1"),
                        List.of("draft says nearly the same as that of 0"),
                        List.of(),
                        List.of());
        assertThat(ResultColumns.names().getLast()).isEqualTo("warnings");
        assertThat(ResultColumns.cells(results.getFirst(), warnings.of(results.getFirst())))
                .hasSameSizeAs(ResultColumns.names())
                .endsWith("draft says nearly the same as that of crm-1");
    }

    private static LeadResult result(String list, int row, String firstName, String said) {
        LeadResult plain = result(row);
        return LeadResult.newBuilder(plain)
                .setListId(list)
                .setExternalId(row == 1 ? "crm-1" : null)
                .setLead(
                        Lead.newBuilder(plain.getLead()).setFirstName(firstName).build())
                .setDraft(Draft.newBuilder(plain.getDraft())
                        .setSubject("For " + firstName)
                        .setBody("Hello " + firstName + ", " + said)
                        .build())
                .build();
    }

    @Test
    void thePageSaysWhatTheSourcesContradictEachOtherAbout() throws IOException {
        Evidence site = evidence("e1", "https://a.example/about");
        Evidence register = evidence("e2", "https://register.example/*a*");
        LeadResult disputed = LeadResult.newBuilder(result(0))
                .setResearch(Research.newBuilder()
                        .setStatus(ResearchStatus.COMPLETE)
                        .setCompanyName("A")
                        .setEvidence(List.of(site, register))
                        .setContradictions(List.of(new Contradiction(
                                "employees",
                                List.of(
                                        new ContradictoryStatement("180 employees", "e1"),
                                        new ContradictoryStatement("<b>250</b> people", "e2")))))
                        .build())
                .build();

        ListOutcome outcome = new ListOutcome(new TreeMap<>(Map.of(disputed.getLeadKey(), disputed)), Map.of());
        new ResultFiles(folder).write(Ledger.of(progress(1), outcome, 0), outcome);

        assertThat(Files.readString(folder.resolve("results.md")))
                .contains("What the sources contradict each other about:")
                .contains("- employees: “180 employees” (https://a.example/about), "
                        + "“\\<b\\>250\\</b\\> people” (https://register.example/\\*a\\*)");
    }

    private static Evidence evidence(String id, String url) {
        return new Evidence(id, EvidenceKind.WEB_PAGE, url, "page", "quote", "hash", Instant.EPOCH);
    }

    @Test
    void theLedgerIsWrittenAsItsFieldsAreNamed() throws IOException {
        ListOutcome outcome = outcome(2);

        new ResultFiles(folder).write(Ledger.of(progress(2), outcome, 3), outcome);

        JsonNode ledger =
                new ObjectMapper().readTree(folder.resolve("ledger.json").toFile());
        assertThat(ledger.path("accepted").asLong()).isEqualTo(2);
        assertThat(ledger.path("delivered").asLong()).isEqualTo(2);
        assertThat(ledger.path("duplicates").asLong()).isEqualTo(3);
        assertThat(ledger.path("balanced").asBoolean()).isTrue();
    }

    @Test
    void aResultThatIsMissingFromTheTopicUnbalancesTheBooks() {
        Ledger ledger = Ledger.of(progress(3), outcome(2), 0);

        assertThat(ledger.balanced()).isFalse();
        assertThat(ledger.delivered()).isEqualTo(2);
        assertThat(ledger.accepted()).isEqualTo(3);
    }

    private static ListOutcome outcome(int leads) {
        Map<String, LeadResult> results = new TreeMap<>();
        for (int i = 0; i < leads; i++) {
            LeadResult result = result(i);
            results.put(result.getLeadKey(), result);
        }
        return new ListOutcome(results, Map.of());
    }

    private static LeadResult result(int row) {
        Draft draft = Draft.newBuilder()
                .setLanguage("en")
                .setSubject("=HYPERLINK(1)")
                .setBody("Hello,\n\"quoted\", and more")
                .setFooter("footer")
                .build();
        return LeadResult.newBuilder()
                .setLeadKey("list/" + row)
                .setListId("list")
                .setLeadId(Integer.toString(row))
                .setStatus(LeadStatus.DELIVERED)
                .setLead(Lead.newBuilder()
                        .setLeadId(Integer.toString(row))
                        .setExtra(Map.of())
                        .setSourceRow(row + 2)
                        .build())
                .setDraft(draft)
                .setUsage(new Usage(3, 10L, 5L, 7L))
                .setAttempts(3)
                .setSimulated(true)
                .setEndedAt(Instant.parse("2026-01-02T03:04:05Z"))
                .build();
    }

    private static ListProgress progress(int delivered) {
        return ListProgress.newBuilder()
                .setListId("list")
                .setSource("test")
                .setAccepted(delivered)
                .setDelivered(delivered)
                .setDisqualified(0)
                .setDiscarded(0)
                .setParked(0)
                .setActive(0)
                .setQueued(0)
                .setDuplicates(0)
                .setUnattributed(0)
                .setBalanced(true)
                .setComplete(true)
                .setCancelled(false)
                .setPartsReceived(1)
                .setWindow(50)
                .setModelCalls(0)
                .setTokens(0)
                .setSpentMicros(0)
                .setReservedMicros(0)
                .setSubmittedAt(Instant.EPOCH)
                .setUpdatedAt(Instant.EPOCH)
                .build();
    }
}
