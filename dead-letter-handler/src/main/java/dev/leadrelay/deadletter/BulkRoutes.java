package dev.leadrelay.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leadrelay.deadletter.access.Access;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The REST side of bulk decisions; exceptions are answered as {@link TriageRoutes} says. Thread-safe. */
final class BulkRoutes {
    private static final int PAGE = 50;

    private final BulkJobs jobs;
    private final Access access;

    BulkRoutes(BulkJobs jobs, Access access) {
        this.jobs = jobs;
        this.access = access;
    }

    void addTo(JavalinDefaultRoutingApi routes) {
        routes.post("/bulk/dry-run", this::dryRun);
        routes.post("/bulk", this::start);
        routes.get("/bulk", context -> send(context, BulkAnswers.jobs(jobs.list(RequestReader.limit(context, PAGE)))));
        routes.get("/bulk/{id}", context -> send(context, BulkAnswers.job(job(context))));
        routes.get("/bulk/{id}/items", this::items);
        routes.post("/bulk/{id}/pause", context -> send(context, BulkAnswers.job(jobs.pause(id(context)))));
        routes.post("/bulk/{id}/resume", context -> send(context, BulkAnswers.job(jobs.resume(id(context)))));
        routes.post("/bulk/{id}/abort", context -> send(context, BulkAnswers.job(jobs.abort(id(context)))));
    }

    private void dryRun(Context context) {
        BulkReader.Asked asked = BulkReader.read(context.body(), access.loggedIn(context));
        send(context, BulkAnswers.preview(jobs.dryRun(asked.selection(), asked.order(), byAdmin(context))));
    }

    private void start(Context context) {
        BulkReader.Asked asked = BulkReader.read(context.body(), access.loggedIn(context));
        BulkJob job = jobs.start(asked.selection(), asked.order(), asked.expected(), byAdmin(context));
        context.status(202);
        send(context, BulkAnswers.job(job));
    }

    private boolean byAdmin(Context context) {
        return access.viewer(context).canAdminister();
    }

    private void items(Context context) {
        int limit = RequestReader.limit(context, PAGE);
        BulkJob job = job(context);
        send(context, BulkAnswers.items(jobs.items(job.id(), after(context), state(context), limit), limit));
    }

    private BulkJob job(Context context) {
        return jobs.find(id(context))
                .orElseThrow(() ->
                        new RequestException(404, "there is no bulk job " + Columns.fit(id(context), Columns.NAME)));
    }

    private static String id(Context context) {
        return context.pathParam("id");
    }

    private static int after(Context context) {
        String text = context.queryParam("after");
        try {
            return text == null ? -1 : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw RequestReader.invalid("after must be the 'next' of the page before, as it was given");
        }
    }

    private static BulkItem.@Nullable State state(Context context) {
        String text = context.queryParam("state");
        if (text == null || text.isEmpty()) {
            return null;
        }
        String name = text.toUpperCase(Locale.ROOT);
        return Arrays.stream(BulkItem.State.values())
                .filter(state -> state.name().equals(name))
                .findFirst()
                .orElseThrow(() -> RequestReader.invalid(
                        "state must be one of " + RequestReader.names(List.of(BulkItem.State.values()))));
    }

    private static void send(Context context, JsonNode json) {
        context.contentType(ContentType.APPLICATION_JSON).result(json.toString().getBytes(StandardCharsets.UTF_8));
    }
}
