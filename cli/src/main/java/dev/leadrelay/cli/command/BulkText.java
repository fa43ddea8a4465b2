package dev.leadrelay.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leadrelay.cli.access.Desk;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Bulk jobs and their dry runs as text. */
final class BulkText {
    private static final int PAGE = 500;

    private final PrintWriter out;

    BulkText(PrintWriter out) {
        this.out = out;
    }

    /** What a decision would do. */
    void preview(String kind, JsonNode preview) {
        out.println("%s: %d dead letters selected, %d can take the decision now"
                .formatted(
                        kind,
                        preview.path("selected").asInt(),
                        preview.path("able").asInt()));
        lines("  cannot: ", preview.path("unable"));
        JsonNode gates = preview.path("gates");
        if (gates.isObject() && gates.path("looked").asInt() > 0) {
            out.println("  %d pass the current gate, %d fail it (%d looked at)"
                    .formatted(
                            gates.path("passing").asInt(),
                            gates.path("failed").asInt(),
                            gates.path("looked").asInt()));
            lines("    fail: ", gates.path("failing"));
            lines("    not checked: ", gates.path("unknown"));
        }
        JsonNode micros = preview.at("/cost/micros");
        out.println("  estimated cost: "
                + (micros.isNumber() ? Money.format(micros.asLong()) : "unknown")
                + " (" + preview.at("/cost/basis").asText() + ")");
        if (preview.path("refusal").isTextual()) {
            out.println("  you cannot start it: " + preview.path("refusal").asText());
        }
        out.flush();
    }

    void jobs(JsonNode jobs) {
        if (jobs.isEmpty()) {
            out.println("no bulk jobs");
            return;
        }
        TextTable table = new TextTable("id", "kind", "state", "done", "of", "skipped", "by", "selection");
        jobs.forEach(job -> table.row(
                job.path("id").asText(),
                job.path("kind").asText(),
                job.path("state").asText(),
                job.path("dispatched").asInt(),
                job.path("total").asInt(),
                job.path("skipped").asInt(),
                job.path("by").asText(),
                job.path("selection").asText()));
        out.print(table);
    }

    void job(JsonNode job) {
        out.println("%s %s %s: %d of %d dispatched, %d skipped, by %s (%s)"
                .formatted(
                        job.path("id").asText(),
                        job.path("kind").asText(),
                        job.path("state").asText(),
                        job.path("dispatched").asInt(),
                        job.path("total").asInt(),
                        job.path("skipped").asInt(),
                        job.path("by").asText(),
                        job.path("selection").asText()));
        if (job.path("note").isTextual()) {
            out.println("  " + job.path("note").asText().replaceAll("\\p{Cntrl}+", " "));
        }
        out.flush();
    }

    /** Every item, page by page. */
    void items(Desk desk, String path) throws InterruptedException {
        TextTable table = TextTable.withRemarks("id", "lead", "state", "what came of it");
        Map<String, String> query = new LinkedHashMap<>();
        query.put("limit", Integer.toString(PAGE));
        JsonNode next;
        do {
            JsonNode page = desk.get(path, query);
            page.path("items")
                    .forEach(item -> table.row(
                            item.path("deadLetterId").asText(),
                            item.path("leadKey").asText("—"),
                            item.path("state").asText(),
                            item.path("line").asText("")));
            next = page.path("next");
            query.put("after", next.asText());
        } while (next.isNumber());
        out.print(table);
    }

    private void lines(String before, JsonNode reasons) {
        reasons.forEach(reason -> out.println(before + reason.path("count").asInt() + " × "
                + reason.path("line").asText()));
    }
}
