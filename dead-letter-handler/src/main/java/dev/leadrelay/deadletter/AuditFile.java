package dev.leadrelay.deadletter;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** All decisions as CSV, page by page, so that any number of them takes little memory. */
final class AuditFile {
    private static final int PAGE = 500;

    private AuditFile() {}

    static void write(AuditQueries audit, OutputStream out) {
        try (CsvWriter csv = CsvWriter.builder().build(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
            csv.writeRecord(
                    "decided_at",
                    "decision",
                    "by",
                    "by_policy",
                    "dead_letter_id",
                    "lead_key",
                    "stage",
                    "class",
                    "reason",
                    "outcome",
                    "outcome_reason",
                    "decision_id",
                    "content_sha256_before",
                    "content_sha256_after");
            Cursor after = null;
            List<AuditQueries.Entry> page;
            do {
                page = audit.page(after, PAGE);
                page.forEach(entry -> csv.writeRecord(cells(entry)));
                if (!page.isEmpty()) {
                    DecisionView last = page.getLast().decision();
                    after = new Cursor(last.decidedAt(), last.decisionId());
                }
            } while (page.size() == PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> cells(AuditQueries.Entry entry) {
        DecisionView decision = entry.decision();
        return List.of(
                java.time.Instant.ofEpochMilli(decision.decidedAt()).toString(),
                decision.kind(),
                CsvCells.harmless(decision.decidedBy()),
                Boolean.toString(decision.byPolicy()),
                entry.deadLetterId(),
                CsvCells.harmless(entry.leadKey()),
                entry.stage(),
                entry.failureClass(),
                CsvCells.harmless(DeskText.orEmpty(decision.reason())),
                decision.outcome() == null ? "PENDING" : decision.outcome(),
                CsvCells.harmless(DeskText.orEmpty(decision.outcomeReason())),
                decision.decisionId(),
                CsvCells.harmless(DeskText.orEmpty(decision.hashBefore())),
                CsvCells.harmless(DeskText.orEmpty(decision.hashAfter())));
    }
}
