package dev.leadrelay.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leadrelay.deadletter.access.Access;
import dev.leadrelay.schemas.records.TriageDecision;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.errors.SerializationException;
import org.jdbi.v3.core.JdbiException;

/** The REST side: reads the store and hands decisions to the writer. Thread-safe. */
final class TriageRoutes {
    private static final int PAGE = 50;

    private final TriageQueries queries;
    private final DecisionRules rules;
    private final DecisionWriter writer;
    private final DecisionCheck check;
    private final RunSearch runs;
    private final TriageMetrics metrics;
    private final Access access;

    TriageRoutes(
            TriageQueries queries,
            DecisionRules rules,
            DecisionWriter writer,
            DecisionCheck check,
            RunSearch runs,
            TriageMetrics metrics,
            Access access) {
        this.queries = queries;
        this.rules = rules;
        this.writer = writer;
        this.check = check;
        this.runs = runs;
        this.metrics = metrics;
        this.access = access;
    }

    void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/summary", this::summary);
        routes.get("/unreadable-records", this::unreadable);
        routes.get("/dead-letters", this::list);
        routes.get("/dead-letters/groups", this::groups);
        routes.get("/dead-letters/{id}", this::show);
        routes.get("/dead-letters/{id}/decisions", this::decisions);
        routes.post("/dead-letters/{id}/decisions", this::decide);
        routes.post("/dead-letters/{id}/check", this::check);
        routes.exception(RequestException.class, (e, context) -> {
            context.status(e.status());
            send(context, Answers.error(String.valueOf(e.getMessage())));
        });
        routes.exception(JdbiException.class, (e, context) -> {
            context.status(503);
            send(context, Answers.error("the store does not answer; try again"));
        });
    }

    private void summary(Context context) {
        send(context, Answers.summary(queries.counts(), queries.unreadableCount(), metrics.lag()));
    }

    private void unreadable(Context context) {
        send(context, Answers.unreadable(queries.unreadable(null, RequestReader.limit(context, PAGE))));
    }

    private void list(Context context) {
        int limit = RequestReader.limit(context, PAGE);
        ItemFilter filter = RequestReader.filter(context);
        send(context, Answers.page(queries.page(filter, RequestReader.after(context), limit), limit));
    }

    private void groups(Context context) {
        int limit = RequestReader.limit(context, PAGE);
        send(context, Answers.groups(queries.groups(RequestReader.filter(context), limit)));
    }

    private void show(Context context) {
        TriageQueries.Letter letter = letter(context.pathParam("id"));
        Item item = letter.item();
        RunSearch.Finding run =
                runs.find(letter.record().getLeadKey(), letter.record().getRunId(), item.parkedAt());
        send(context, Answers.show(letter, rules.allowed(item), run));
    }

    private void decisions(Context context) {
        Item item = item(context);
        send(context, Answers.decisions(queries.decisions(item.id())));
    }

    private void decide(Context context) throws InterruptedException {
        DecisionRequest request =
                RequestReader.decision(context.pathParam("id"), context.body(), access.loggedIn(context));
        TriageDecision decision = switch (writer.decide(request)) {
            case DecisionAnswer.Accepted accepted -> accepted.decision();
            case DecisionAnswer.NotFound notFound -> throw new RequestException(404, notFound.line());
            case DecisionAnswer.Refused refused -> throw new RequestException(409, refused.line());
            case DecisionAnswer.Unavailable unavailable -> throw new RequestException(503, unavailable.line());
        };
        context.status(202);
        send(context, RecordTree.of(decision));
    }

    private void check(Context context) {
        DecisionRequest request = RequestReader.check(context.pathParam("id"), context.body());
        switch (check.check(letter(request.deadLetterId()).record(), request)) {
            case Checked.Impossible impossible -> throw new RequestException(409, impossible.line());
            case Checked.Result result -> send(context, CheckAnswer.of(result));
        }
    }

    private Item item(Context context) {
        String id = context.pathParam("id");
        return queries.item(id).orElseThrow(() -> unknown(id));
    }

    private TriageQueries.Letter letter(String id) {
        try {
            return queries.letter(id).orElseThrow(() -> unknown(id));
        } catch (SerializationException e) {
            throw new RequestException(
                    409, "the store is of another version; delete it and start again to rebuild it from the topics");
        }
    }

    private static RequestException unknown(String id) {
        return new RequestException(404, "there is no dead letter " + Columns.fit(id, Columns.NAME));
    }

    private static void send(Context context, JsonNode json) {
        context.contentType(ContentType.APPLICATION_JSON).result(json.toString().getBytes(StandardCharsets.UTF_8));
    }
}
