package dev.leadrelay.cli.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.research.source.TextArchive;
import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.records.Evidence;
import dev.leadrelay.schemas.records.EvidenceKind;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.LeadResult;
import dev.leadrelay.schemas.records.LeadStatus;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.schemas.records.ResearchStatus;
import dev.leadrelay.schemas.records.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceTextsTest {
    private static final String PAGE = "Acme runs 14 depots.\nIt is in Ulm.";
    private static final String OTHER = "Another list's page.";

    @TempDir
    Path folder;

    private Path archive;
    private Path target;

    @BeforeEach
    void keep() {
        archive = folder.resolve("archive");
        target = folder.resolve("pages");
        TextArchive kept = TextArchive.in(archive);
        kept.keep(PAGE);
        kept.keep(OTHER);
    }

    @Test
    void onlyTheTextsOfTheListAreCopied() throws IOException {
        SourceTexts texts = SourceTexts.copy(
                archive,
                target,
                List.of(result("Acme runs 14 depots.", hash(PAGE)), result("It is in Ulm.", hash(PAGE))));

        assertThat(texts).isEqualTo(new SourceTexts(1, Set.of()));
        assertThat(TextArchive.fileOf(target, hash(PAGE))).hasContent(PAGE);
        assertThat(files()).hasSize(1);
    }

    @Test
    void whatAFormerListLeftIsTakenAwayAndNothingElse() throws IOException {
        SourceTexts.copy(archive, target, List.of(result("Another", hash(OTHER))));
        Files.writeString(target.resolve("notes.txt"), "of a person");

        SourceTexts.copy(archive, target, List.of(result("Acme", hash(PAGE))));

        assertThat(files())
                .containsExactlyInAnyOrder(TextArchive.fileOf(target, hash(PAGE)), target.resolve("notes.txt"));
    }

    @Test
    void aQuoteThatIsTheWholeTextNeedsNone() throws IOException {
        assertThat(SourceTexts.copy(archive, target, List.of(result("a snippet", hash("a snippet")))))
                .isEqualTo(new SourceTexts(0, Set.of()));
    }

    @Test
    void whatTheArchiveDoesNotHaveIsNamedAndWhatIsNoHashIsNoFile() throws IOException {
        SourceTexts texts = SourceTexts.copy(
                archive, target, List.of(result("Lost", hash("lost page")), result("Evil", "../../../etc/passwd")));

        assertThat(texts.copied()).isZero();
        assertThat(texts.missing()).containsExactly(hash("lost page"));
        assertThat(files()).isEmpty();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(target)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static String hash(String text) {
        return Identifiers.contentHash(text);
    }

    private static LeadResult result(String quote, String contentHash) {
        Evidence evidence = new Evidence(
                "e1", EvidenceKind.WEB_PAGE, "http://acme.example/", null, quote, contentHash, Instant.EPOCH);
        return LeadResult.newBuilder()
                .setLeadKey("list/1")
                .setListId("list")
                .setLeadId("1")
                .setStatus(LeadStatus.DELIVERED)
                .setLead(Lead.newBuilder().setLeadId("1").setExtra(Map.of()).build())
                .setResearch(Research.newBuilder()
                        .setStatus(ResearchStatus.COMPLETE)
                        .setEvidence(List.of(evidence))
                        .build())
                .setUsage(new Usage(0, 0L, 0L, 0L))
                .setAttempts(1)
                .setSimulated(true)
                .setEndedAt(Instant.EPOCH)
                .build();
    }
}
