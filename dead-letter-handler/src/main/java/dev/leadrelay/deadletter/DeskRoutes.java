package dev.leadrelay.deadletter;

import dev.leadrelay.deadletter.desk.AuditView;
import dev.leadrelay.deadletter.desk.BytesView;
import dev.leadrelay.deadletter.desk.DeskPages;
import dev.leadrelay.deadletter.desk.ErrorView;
import dev.leadrelay.deadletter.desk.FilterForm;
import dev.leadrelay.deadletter.desk.Frame;
import dev.leadrelay.deadletter.desk.GroupsView;
import dev.leadrelay.deadletter.desk.LettersView;
import dev.leadrelay.deadletter.desk.OverviewView;
import dev.leadrelay.deadletter.desk.UnreadableView;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.Stage;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.AvroRuntimeException;
import org.apache.kafka.common.errors.SerializationException;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pages of the desk. Thread-safe. */
final class DeskRoutes {
    private static final Logger log = LoggerFactory.getLogger(DeskRoutes.class);
    private static final int PAGE = 50;
    private static final List<String> FILTERS =
            List.of("list", "stage", "class", "state", "fingerprint", "text", "since", "until");
    private static final Map<String, String> NOTICES = Map.of(
            "RETRY", "The retry is written; the outcome appears below as soon as the orchestrator has answered.",
            "DISCARD", "The discard is written; the outcome appears below as soon as the orchestrator has answered.",
            "APPROVE", "The approval is written; the outcome appears below as soon as the orchestrator has answered.",
            "RAISE_BUDGET", "The raise is written; the outcome appears below as soon as the orchestrator has answered.",
            "PIN", "The pin is written; policies leave this dead letter alone.");

    private final TriageQueries queries;
    private final AuditQueries audit;
    private final DecisionRules rules;
    private final DecisionWriter writer;
    private final RunSearch runs;
    private final PipelineFeed pipeline;
    private final TriagePolicy policy;
    private final Viewer.Source viewers;
    private final Clock clock;
    private final DeskPages pages = new DeskPages();
    private final DeskAssets assets = new DeskAssets();

    DeskRoutes(
            TriageQueries queries,
            AuditQueries audit,
            DecisionRules rules,
            DecisionWriter writer,
            RunSearch runs,
            PipelineFeed pipeline,
            TriagePolicy policy,
            Viewer.Source viewers,
            Clock clock) {
        this.queries = queries;
        this.audit = audit;
        this.rules = rules;
        this.writer = writer;
        this.runs = runs;
        this.pipeline = pipeline;
        this.policy = policy;
        this.viewers = viewers;
        this.clock = clock;
    }

    void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/", context -> context.redirect("/desk"));
        routes.get("/desk", page(this::overview));
        routes.get("/desk/live", page(this::live));
        routes.get("/desk/groups", page(this::groups));
        routes.get("/desk/letters", page(this::letters));
        routes.get("/desk/letters/{id}", page(this::letter));
        routes.get("/desk/letters/{id}/run", page(this::run));
        routes.post("/desk/letters/{id}/decide", page(this::decide));
        routes.get("/desk/audit", page(this::audit));
        routes.get("/desk/audit.csv", page(this::auditFile));
        routes.get("/desk/policies", page(this::policies));
        routes.get("/desk/unreadable", page(this::unreadable));
        routes.get("/desk/assets/{name}", assets::send);
    }

    /** Whatever goes wrong is a page, with one line that says what to do. */
    private Handler page(Handler handler) {
        return context -> {
            try {
                handler.handle(context);
            } catch (RequestException e) {
                error(context, e.status(), String.valueOf(e.getMessage()));
            } catch (JdbiException e) {
                log.warn("The store did not answer {}", context.path(), e);
                error(context, 503, "The store does not answer; try again.");
            } catch (SerializationException | AvroRuntimeException e) {
                log.warn("{} cannot be shown", context.path(), e);
                error(context, 409, "The store is of another version; rebuild it from the topics.");
            }
        };
    }

    private void overview(Context context) {
        show(context, "overview", "Overview", "overview", overviewNow());
    }

    private void live(Context context) {
        html(context, pages.part("live", overviewNow()));
    }

    private OverviewView overviewNow() {
        List<TriageQueries.Count> counts = queries.counts();
        long unreadable = queries.unreadableCount();
        return pipeline.read(state -> OverviewViews.of(state, counts, unreadable, clock.millis()));
    }

    private void groups(Context context) {
        long now = clock.millis();
        GroupsView view = new GroupsView(
                form(context),
                queries.groups(RequestReader.filter(context), PAGE * 2).stream()
                        .map(group -> LetterViews.group(group, now))
                        .toList());
        show(context, "groups", "Groups", "groups", view);
    }

    private void letters(Context context) {
        long now = clock.millis();
        List<Item> items = queries.page(RequestReader.filter(context), RequestReader.after(context), PAGE);
        FilterForm form = form(context);
        String next = items.size() < PAGE
                ? ""
                : query(
                        context,
                        new Cursor(items.getLast().parkedAt(), items.getLast().id()).text());
        LettersView view = new LettersView(
                form, items.stream().map(item -> LetterViews.row(item, now)).toList(), next);
        show(context, "letters", "Dead letters", "letters", view);
    }

    private void letter(Context context) {
        Item item = item(context);
        DeadLetter letter = letterOf(item);
        show(
                context,
                "letter",
                item.failureClass() + " in " + item.stage(),
                "letters",
                LetterViews.of(
                        item,
                        letter,
                        queries.decisions(item.id()),
                        rules.allowed(item),
                        policy.expireAfter(),
                        clock.millis()));
    }

    private void run(Context context) {
        Item item = item(context);
        DeadLetter letter = letterOf(item);
        RunSearch.Finding finding = runs.find(letter.getLeadKey(), letter.getRunId(), item.parkedAt());
        show(context, "run", "Run", "letters", RunViews.of(LetterViews.row(item, clock.millis()), finding));
    }

    private void decide(Context context) throws InterruptedException {
        Viewer viewer = viewers.of(context);
        DecisionRequest request = DecisionForm.read(context, viewer.name());
        switch (writer.decide(request)) {
            case DecisionAnswer.Accepted accepted ->
                context.redirect(
                        "/desk/letters/" + encoded(request.deadLetterId()) + "?done=" + request.kind(),
                        io.javalin.http.HttpStatus.SEE_OTHER);
            case DecisionAnswer.NotFound notFound -> throw new RequestException(404, notFound.line());
            case DecisionAnswer.Refused refused -> throw new RequestException(409, refused.line());
            case DecisionAnswer.Unavailable unavailable -> throw new RequestException(503, unavailable.line());
        }
    }

    private void audit(Context context) {
        List<AuditQueries.Entry> entries = audit.page(RequestReader.after(context), PAGE);
        String next = entries.size() < PAGE ? "" : "after=" + encoded(cursor(entries.getLast()));
        show(
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

    private void policies(Context context) {
        show(context, "policies", "Policies", "policies", PolicyViews.of(policy, audit.policyCounts()));
    }

    private void unreadable(Context context) {
        List<UnreadableView.Row> rows = queries.unreadable(PAGE).stream()
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
        show(context, "unreadable", "Unreadable records", "overview", new UnreadableView(rows));
    }

    private Item item(Context context) {
        String id = context.pathParam("id");
        return queries.item(id)
                .orElseThrow(() -> new RequestException(404, "There is no such dead letter (any more)."));
    }

    private DeadLetter letterOf(Item item) {
        return queries.record(item.id())
                .orElseThrow(() -> new RequestException(404, "There is no such dead letter (any more)."));
    }

    private void show(Context context, String template, String title, String section, Object view) {
        html(context, pages.page(template, frame(context, title, section), view));
    }

    private void error(Context context, int status, String line) {
        context.status(status);
        html(context, pages.page("error", frame(context, "Not done", ""), new ErrorView(status, line)));
    }

    private Frame frame(Context context, String title, String section) {
        Viewer viewer = viewers.of(context);
        String notice = NOTICES.getOrDefault(DeskText.orEmpty(context.queryParam("done")), "");
        return new Frame(title, section, viewer.name(), viewer.canDecide(), viewer.canLeave(), viewer.csrf(), notice);
    }

    private static void html(Context context, String html) {
        context.contentType("text/html; charset=utf-8").result(html.getBytes(StandardCharsets.UTF_8));
    }

    private static FilterForm form(Context context) {
        return new FilterForm(
                DeskText.orEmpty(context.queryParam("list")),
                DeskText.orEmpty(context.queryParam("stage")),
                DeskText.orEmpty(context.queryParam("class")),
                DeskText.orEmpty(context.queryParam("state")),
                DeskText.orEmpty(context.queryParam("fingerprint")),
                DeskText.orEmpty(context.queryParam("text")),
                DeskText.orEmpty(context.queryParam("since")),
                DeskText.orEmpty(context.queryParam("until")),
                names(Stage.values()),
                names(FailureClass.values()),
                names(ItemState.values()),
                query(context, ""));
    }

    private static List<String> names(Enum<?>[] symbols) {
        return Arrays.stream(symbols)
                .map(Enum::name)
                .filter(name -> !name.equals("UNKNOWN"))
                .toList();
    }

    /** The filter of this request as a query string, with another place to go on from. */
    private static String query(Context context, String after) {
        Map<String, String> parameters = new TreeMap<>();
        for (String name : FILTERS) {
            String value = context.queryParam(name);
            if (value != null && !value.isEmpty()) {
                parameters.put(name, value);
            }
        }
        if (!after.isEmpty()) {
            parameters.put("after", after);
        }
        return parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
