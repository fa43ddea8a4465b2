package dev.leadrelay.deadletter;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The ended leads of a list as a file, page by page, so that any number of them takes little memory. */
final class LeadFiles {
    private static final int PAGE = 500;

    private final LeadQueries leads;

    LeadFiles(LeadQueries leads) {
        this.leads = leads;
    }

    void csv(String listId, LeadFilter filter, OutputStream out) {
        try (CsvWriter csv = CsvWriter.builder().build(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
            csv.writeRecord(NAMES);
            forEach(
                    listId,
                    filter,
                    end -> csv.writeRecord(
                            cells(end).values().stream().map(CsvCells::harmless).toList()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void jsonl(String listId, LeadFilter filter, OutputStream out) {
        try (Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8)) {
            forEach(listId, filter, end -> {
                var json = JsonNodeFactory.instance.objectNode();
                cells(end).forEach(json::put);
                line(writer, json.toString());
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final List<String> NAMES = List.of(
            "lead_key",
            "external_id",
            "who",
            "company",
            "status",
            "reason",
            "score",
            "tier",
            "subject",
            "cost",
            "ended_at");

    private static Map<String, String> cells(LeadRow end) {
        List<String> values = List.of(
                end.end().leadKey(),
                DeskText.orEmpty(end.externalId()),
                DeskText.orEmpty(end.who()),
                DeskText.orEmpty(end.company()),
                end.end().status(),
                DeskText.orEmpty(end.end().reason()),
                end.total() == null ? "" : end.total().toString(),
                DeskText.orEmpty(end.tier()),
                DeskText.orEmpty(end.subject()),
                DeskText.amount(end.end().costMicros()),
                Instant.ofEpochMilli(end.end().endedAt()).toString());
        Map<String, String> cells = new LinkedHashMap<>();
        for (int i = 0; i < NAMES.size(); i++) {
            cells.put(NAMES.get(i), values.get(i));
        }
        return cells;
    }

    private void forEach(String listId, LeadFilter filter, Consumer<LeadRow> taker) {
        Cursor after = null;
        List<LeadRow> page;
        do {
            page = leads.ofList(listId, filter, after, PAGE);
            page.forEach(taker);
            if (!page.isEmpty()) {
                after = new Cursor(
                        page.getLast().end().endedAt(), page.getLast().end().leadKey());
            }
        } while (page.size() == PAGE);
    }

    private static void line(Writer writer, String text) {
        try {
            writer.append(text).append('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
