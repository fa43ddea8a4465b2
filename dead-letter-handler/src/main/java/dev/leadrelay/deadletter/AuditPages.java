package dev.leadrelay.deadletter;

import dev.leadrelay.deadletter.access.AccessEvent;
import dev.leadrelay.deadletter.access.AccessLog;
import dev.leadrelay.deadletter.desk.AuditView;
import dev.leadrelay.deadletter.desk.BytesView;
import dev.leadrelay.deadletter.desk.LoginsView;
import dev.leadrelay.deadletter.desk.UnreadableView;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pages on what was decided, by whom and by which policy, and on what could not be read. Thread-safe. */
final class AuditPages {
    private static final int PAGE = 50;

    private final DeskFrame desk;
    private final AuditQueries audit;
    private final TriageQueries queries;
    private final TriagePolicy policy;
    private final AccessLog logins;

    AuditPages(DeskFrame desk, AuditQueries audit, TriageQueries queries, TriagePolicy policy, AccessLog logins) {
        this.desk = desk;
        this.audit = audit;
        this.queries = queries;
        this.policy = policy;
        this.logins = logins;
    }

    void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/desk/audit", desk.page(this::audit));
        routes.get("/desk/audit.csv", desk.page(this::auditFile));
        routes.get("/desk/logins", desk.page(this::logins));
        routes.get("/desk/policies", desk.page(this::policies));
        routes.get("/desk/unreadable", desk.page(this::unreadable));
    }

    private void audit(Context context) {
        List<AuditQueries.Entry> entries = audit.page(RequestReader.after(context), PAGE);
        String next = entries.size() < PAGE ? "" : "after=" + DeskFrame.encoded(cursor(entries.getLast()));
        desk.show(
                context,
                "audit",
                "Audit",
                "audit",
                new AuditView(
                        entries.stream()
                                .map(entry -> new AuditView.Entry(
                                        LetterViews.decision(entry.decision()),
                                        entry.deadLetterId(),
                                        entry.leadKey(),
                                        entry.stage(),
                                        entry.failureClass()))
                                .toList(),
                        next));
    }

    private void auditFile(Context context) {
        context.contentType("text/csv; charset=utf-8")
                .header("Content-Disposition", "attachment; filename=\"triage-decisions.csv\"");
        AuditFile.write(audit, context.outputStream());
    }

    private static String cursor(AuditQueries.Entry last) {
        return new Cursor(last.decision().decidedAt(), last.decision().decisionId()).text();
    }

    private void logins(Context context) {
        List<AccessEvent> events = logins.recent(PAGE, before(context));
        desk.show(
                context,
                "logins",
                "Logins",
                "audit",
                new LoginsView(
                        events.stream()
                                .map(event -> new LoginsView.Row(
                                        DeskText.time(event.at().toEpochMilli()),
                                        event.user(),
                                        event.address(),
                                        event.what(),
                                        event.result()))
                                .toList(),
                        events.size() < PAGE ? "" : "before=" + events.getLast().id()));
    }

    private static @Nullable Long before(Context context) {
        String text = context.queryParam("before");
        try {
            return text == null ? null : Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw new RequestException(400, "the address is incomplete; follow a link of the page of logins");
        }
    }

    private void policies(Context context) {
        desk.show(context, "policies", "Policies", "policies", PolicyViews.of(policy, audit.policyCounts()));
    }

    private void unreadable(Context context) {
        List<TriageQueries.UnreadableRecord> records = queries.unreadable(RequestReader.after(context), PAGE);
        List<UnreadableView.Row> rows = records.stream()
                .map(record -> {
                    List<BytesView> parts = new ArrayList<>();
                    byte[] key = record.key();
                    if (key != null) {
                        parts.add(HexDump.of("key", key));
                    }
                    parts.add(HexDump.of("value", record.value()));
                    return new UnreadableView.Row(
                            record.topic() + "-" + record.partition() + " at offset " + record.offset(),
                            DeskText.time(record.recordedAt()),
                            record.reason(),
                            parts);
                })
                .toList();
        String next = records.size() < PAGE
                ? ""
                : "after=" + DeskFrame.encoded(records.getLast().place().text());
        desk.show(context, "unreadable", "Unreadable records", "overview", new UnreadableView(rows, next));
    }
}
