package dev.leadrelay.deadletter;

import dev.leadrelay.deadletter.desk.OverviewView;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Clock;
import java.util.List;

/** The desk: its first page, the files that pages load, and all other pages. Thread-safe. */
final class DeskRoutes {
    private final DeskFrame desk;
    private final TriageQueries queries;
    private final PipelineFeed pipeline;
    private final Clock clock;
    private final LetterPages letters;
    private final EditPages edits;
    private final LeadPages leads;
    private final BulkPages bulk;
    private final AuditPages audit;
    private final DeskAssets assets = new DeskAssets();

    DeskRoutes(
            DeskFrame desk,
            TriageQueries queries,
            PipelineFeed pipeline,
            Clock clock,
            LetterPages letters,
            EditPages edits,
            LeadPages leads,
            BulkPages bulk,
            AuditPages audit) {
        this.desk = desk;
        this.queries = queries;
        this.pipeline = pipeline;
        this.clock = clock;
        this.letters = letters;
        this.edits = edits;
        this.leads = leads;
        this.bulk = bulk;
        this.audit = audit;
    }

    void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/", context -> context.redirect("/desk"));
        routes.get("/desk", desk.page(this::overview));
        routes.get("/desk/live", desk.page(this::live));
        routes.get("/desk/assets/{name}", assets::send);
        routes.get("/openapi.yaml", DeskAssets::openApi);
        letters.addTo(routes);
        edits.addTo(routes);
        leads.addTo(routes);
        bulk.addTo(routes);
        audit.addTo(routes);
    }

    private void overview(Context context) {
        desk.show(context, "overview", "Overview", "overview", overviewNow());
    }

    private void live(Context context) {
        desk.part(context, "live", overviewNow());
    }

    private OverviewView overviewNow() {
        List<TriageQueries.Count> counts = queries.counts();
        long unreadable = queries.unreadableCount();
        return pipeline.read(state -> OverviewViews.of(state, counts, unreadable, clock.millis()));
    }
}
