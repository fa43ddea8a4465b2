package dev.leadrelay.deadletter;

import dev.leadrelay.deadletter.desk.BulkFormView;
import dev.leadrelay.deadletter.desk.BulkJobView;
import dev.leadrelay.deadletter.desk.BulkJobsView;
import dev.leadrelay.schemas.records.DecisionKind;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The pages of decisions about many dead letters: the form with its dry run, the jobs, one of them. Thread-safe. */
final class BulkPages {
    private static final int PAGE = 100;

    private final DeskFrame desk;
    private final BulkJobs jobs;
    private final Clock clock;

    BulkPages(DeskFrame desk, BulkJobs jobs, Clock clock) {
        this.desk = desk;
        this.jobs = jobs;
        this.clock = clock;
    }

    void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/desk/bulk", desk.page(this::list));
        routes.get("/desk/bulk/new", desk.page(this::form));
        routes.post("/desk/bulk", desk.page(this::start));
        routes.get("/desk/bulk/{id}", desk.page(this::job));
        routes.post("/desk/bulk/{id}/pause", desk.page(context -> command(context, jobs::pause)));
        routes.post("/desk/bulk/{id}/resume", desk.page(context -> command(context, jobs::resume)));
        routes.post("/desk/bulk/{id}/abort", desk.page(context -> command(context, jobs::abort)));
    }

    private void list(Context context) {
        long now = clock.millis();
        desk.show(
                context,
                "bulk-jobs",
                "Jobs",
                "bulk",
                new BulkJobsView(jobs.list(PAGE).stream()
                        .map(job -> BulkViews.row(job, now))
                        .toList()));
    }

    /** The dry run changes nothing, so it is part of the page. */
    private void form(Context context) {
        show(context, BulkForm.ofAddress(context), "");
    }

    /** @param problem why the job was not started; empty where nobody has tried */
    private void show(Context context, BulkForm form, String problem) {
        BulkSelection selection = form.selection();
        DecisionKind kind = form.kind();
        desk.show(
                context,
                "bulk-form",
                "Decide about many",
                "bulk",
                new BulkFormView(
                        selection.words(),
                        form.fields(),
                        form.text("kind"),
                        form.text("cost"),
                        form.text("reason"),
                        form.text("rate"),
                        form.text("canary"),
                        form.text("maxFailures"),
                        BulkForm.kinds(),
                        problem,
                        preview(selection, kind, desk.viewer(context).canAdminister())));
    }

    private BulkFormView.@Nullable Preview preview(
            BulkSelection selection, @Nullable DecisionKind kind, boolean byAdmin) {
        if (kind == null) {
            return null;
        }
        BulkOrder order = new BulkOrder(kind, null, null, null, "", null, null);
        return BulkViews.preview(jobs.dryRun(selection, order, byAdmin));
    }

    private void start(Context context) {
        BulkForm form = BulkForm.ofForm(context);
        Viewer viewer = desk.viewer(context);
        BulkOrder order = form.order(viewer.name());
        try {
            BulkJob job = jobs.start(form.selection(), order, form.expected(), viewer.canAdminister());
            DeskFrame.seeOther(context, "/desk/bulk/" + DeskFrame.encoded(job.id()));
        } catch (RequestException e) {
            if (e.status() != 409) {
                throw e;
            }
            // The selection is another than the dry run showed: here is how it is now.
            context.status(409);
            show(context, form, String.valueOf(e.getMessage()));
        }
    }

    private void job(Context context) {
        String id = context.pathParam("id");
        BulkJob job = jobs.find(id).orElseThrow(() -> new RequestException(404, "There is no such job (any more)."));
        List<BulkItem> items = jobs.items(id, after(context), null, PAGE);
        String next = items.size() < PAGE ? "" : "after=" + items.getLast().ord();
        desk.show(
                context,
                "bulk-job",
                "Job",
                "bulk",
                new BulkJobView(
                        BulkViews.row(job, clock.millis()),
                        BulkViews.canary(job.state()),
                        DeskText.orEmpty(job.note()),
                        BulkViews.commands(job.state()),
                        items.stream().map(BulkViews::item).toList(),
                        next));
    }

    private static void command(Context context, Function<String, BulkJob> command) {
        BulkJob job = command.apply(context.pathParam("id"));
        DeskFrame.seeOther(context, "/desk/bulk/" + DeskFrame.encoded(job.id()));
    }

    private static int after(Context context) {
        String text = context.queryParam("after");
        try {
            return text == null ? -1 : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new RequestException(400, "the address is incomplete; follow a link of the job's page");
        }
    }
}
