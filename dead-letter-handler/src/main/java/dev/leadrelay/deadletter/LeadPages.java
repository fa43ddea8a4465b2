package dev.leadrelay.deadletter;

import dev.leadrelay.deadletter.desk.ListView;
import dev.leadrelay.schemas.records.LeadResult;
import dev.leadrelay.schemas.records.LeadStatus;
import dev.leadrelay.schemas.records.Tier;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pages of a list and of a lead. Thread-safe. */
final class LeadPages {
    private static final int PAGE = 100;
    private static final List<String> FILTERED = List.of("id", "status", "tier", "text");

    private final DeskFrame desk;
    private final LeadQueries leads;
    private final TriageQueries queries;
    private final ResultSearch results;
    private final PipelineFeed pipeline;

    LeadPages(DeskFrame desk, LeadQueries leads, TriageQueries queries, ResultSearch results, PipelineFeed pipeline) {
        this.desk = desk;
        this.leads = leads;
        this.queries = queries;
        this.results = results;
        this.pipeline = pipeline;
    }

    void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/desk/list", desk.page(this::list));
        routes.get("/desk/list.csv", desk.page(context -> {
            file(context, "text/csv", "csv");
            new LeadFiles(leads).csv(required(context, "id"), filter(context), context.outputStream());
        }));
        routes.get("/desk/list.jsonl", desk.page(context -> {
            file(context, "application/jsonl", "jsonl");
            new LeadFiles(leads).jsonl(required(context, "id"), filter(context), context.outputStream());
        }));
        routes.get("/desk/lead", desk.page(this::lead));
    }

    private void list(Context context) {
        String id = required(context, "id");
        LeadFilter filter = filter(context);
        List<LeadRow> page = leads.ofList(id, filter, RequestReader.after(context), PAGE);
        String next = page.size() < PAGE
                ? ""
                : DeskFrame.query(
                        context,
                        FILTERED,
                        new Cursor(
                                        page.getLast().end().endedAt(),
                                        page.getLast().end().leadKey())
                                .text());
        desk.show(
                context,
                "list",
                "List",
                "overview",
                new ListView(
                        id,
                        pipeline.read(
                                state -> state.list(id).map(OverviewViews::list).orElse(null)),
                        new ListView.Filter(
                                DeskText.orEmpty(filter.status()),
                                DeskText.orEmpty(filter.tier()),
                                DeskText.orEmpty(filter.text())),
                        page.stream().map(LeadPages::row).toList(),
                        next));
    }

    private void lead(Context context) {
        String key = required(context, "key");
        LeadRow end = leads.end(key).orElse(null);
        List<TriageQueries.Letter> parked = leads.letters(key).stream()
                .flatMap(id -> queries.letter(id).stream())
                .toList();
        if (end == null && parked.isEmpty()) {
            throw new RequestException(
                    404, "Nothing is known of this lead here: it is under way, or its list is another's.");
        }
        LeadResult result = end == null ? null : results.find(end).orElse(null);
        desk.show(
                context, "lead", "Lead", "overview", LeadViews.of(key, end == null ? null : end.end(), result, parked));
    }

    private static ListView.Row row(LeadRow end) {
        return new ListView.Row(
                end.end().leadKey(),
                DeskText.orEmpty(end.externalId()),
                DeskText.orEmpty(end.who()),
                DeskText.orEmpty(end.company()),
                end.end().status(),
                DeskText.orEmpty(end.end().reason()),
                end.total() == null ? "" : end.total() + " " + DeskText.orEmpty(end.tier()),
                DeskText.orEmpty(end.subject()),
                DeskText.amount(end.end().costMicros()),
                DeskText.time(end.end().endedAt()));
    }

    private static void file(Context context, String type, String ending) {
        context.contentType(type + "; charset=utf-8")
                .header("Content-Disposition", "attachment; filename=\"leads." + ending + "\"");
    }

    private static LeadFilter filter(Context context) {
        return new LeadFilter(
                named(context, "status", LeadStatus.values()),
                named(context, "tier", Tier.values()),
                given(context, "text"));
    }

    /** One of these; what is none of them asks for any. */
    private static @Nullable String named(Context context, String parameter, Enum<?>[] values) {
        String given = given(context, parameter);
        return Arrays.stream(values).anyMatch(each -> each.name().equals(given)) ? given : null;
    }

    private static @Nullable String given(Context context, String parameter) {
        String given = context.queryParam(parameter);
        return given == null || given.isBlank() ? null : given.strip();
    }

    private static String required(Context context, String name) {
        String value = context.queryParam(name);
        if (value == null || value.isEmpty()) {
            throw new RequestException(400, "the address lacks '" + name + "'; follow a link of the overview");
        }
        return value;
    }
}
