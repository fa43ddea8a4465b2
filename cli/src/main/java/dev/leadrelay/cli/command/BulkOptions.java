package dev.leadrelay.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leadrelay.cli.access.Desk;
import dev.leadrelay.service.SettingsException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which dead letters a bulk command decides about, and how the job is run and followed. */
final class BulkOptions extends DeskOptions {
    private static final int EXIT_NOT_DONE = 1;
    private static final int EXIT_STOPPED = 2;

    @Option(names = "--id", paramLabel = "ID", description = "this dead letter; repeatable")
    private List<String> ids = new ArrayList<>();

    @Option(names = "--group", paramLabel = "FP", description = "of this fingerprint (triage list --group)")
    private @Nullable String group;

    @Mixin
    private FilterOptions filter = new FilterOptions();

    @Option(names = "--all", description = "all that are open")
    private boolean all;

    @Option(names = "--reason", paramLabel = "TEXT", description = "why, for the audit")
    @Nullable
    String reason;

    @Option(names = "--dry-run", description = "only show what would happen")
    private boolean dryRun;

    @Option(names = "--yes", description = "starts without asking; without a terminal nobody is asked")
    private boolean yes;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "dead letters per second at most (default: as fast as it goes)")
    private @Nullable Double rate;

    @Option(
            names = "--canary",
            paramLabel = "K",
            description = "decide about K first and wait for the end of their leads")
    private @Nullable Integer canary;

    @Option(
            names = "--max-failures",
            paramLabel = "PERCENT",
            defaultValue = "10",
            description = "stop when more of the first K fail again (default: ${DEFAULT-VALUE})")
    private double maxFailures = 10;

    /** Shows the dry run, asks whether to start, starts what it showed and follows the job; gives the exit code. */
    int decide(String kind) throws InterruptedException {
        return decide(kind, Map.of());
    }

    /** The same with what the decision needs besides its kind. */
    int decide(String kind, Map<String, Object> more) throws InterruptedException {
        Map<String, Object> request = request(kind);
        request.putAll(more);
        Desk desk = desk();
        PrintWriter out = out();
        BulkText text = new BulkText(out);
        JsonNode preview = desk.post("/bulk/dry-run", request);
        text.preview(kind, preview);
        if (dryRun) {
            out.println("dry run: nothing was decided");
            return 0;
        }
        if (preview.path("able").asInt() == 0) {
            out.println("there is nothing to decide");
            return 0;
        }
        if (preview.path("refusal").isTextual()) {
            throw new SettingsException(
                    "nothing was decided: " + preview.path("refusal").asText());
        }
        if (!yes && Terminal.console() != null && !Terminal.agrees(System.in, out, "Start?")) {
            out.println("nothing was decided");
            return EXIT_NOT_DONE;
        }
        request.put("expected", preview.path("selected").asLong());
        JsonNode job = desk.post("/bulk", request);
        JsonNode ended = new BulkProgress(desk, out).follow(job);
        text.job(ended);
        out.println("what came of each: ./leadrelay triage bulk status --items "
                + ended.path("id").asText());
        return ended.path("state").asText().equals("DONE") ? 0 : EXIT_STOPPED;
    }

    private Map<String, Object> request(String kind) {
        Map<String, Object> request = new LinkedHashMap<>();
        Map<String, String> said = filter.said();
        if (group != null) {
            said.put("fingerprint", group);
        }
        if (ids.isEmpty() == (said.isEmpty() && !all)) {
            throw new SettingsException(
                    "say which dead letters: either --id, once or more, or --group, --list, --stage,"
                            + " --class, --state, --text, --since, --until, or --all");
        }
        if (ids.isEmpty()) {
            request.put("filter", said);
        } else {
            request.put("ids", ids);
        }
        request.put("kind", kind);
        request.put("by", CurrentUser.name());
        if (reason != null) {
            request.put("reason", reason);
        }
        if (rate != null) {
            request.put("rate", rate);
        }
        if (canary != null) {
            request.put("canary", Map.of("size", canary, "maxFailureRate", maxFailures / 100));
        }
        return request;
    }
}
