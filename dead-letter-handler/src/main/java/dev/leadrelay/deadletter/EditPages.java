package dev.leadrelay.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leadrelay.deadletter.desk.CheckView;
import dev.leadrelay.deadletter.desk.EditView;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.DecisionKind;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The editor of a request that is retried or of a candidate that is accepted, checked while it is edited. What a person
 * wrote stays in it until it is taken. Thread-safe.
 */
final class EditPages {
    private static final int SHOWN = 400;

    private final DeskFrame desk;
    private final TriageQueries queries;
    private final DecisionCheck check;
    private final DecisionWriter writer;
    private final Clock clock;

    EditPages(DeskFrame desk, TriageQueries queries, DecisionCheck check, DecisionWriter writer, Clock clock) {
        this.desk = desk;
        this.queries = queries;
        this.check = check;
        this.writer = writer;
        this.clock = clock;
    }

    void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/desk/letters/{id}/edit", desk.page(this::edit));
        routes.post("/desk/letters/{id}/check", desk.page(this::check));
        routes.post("/desk/letters/{id}/edit", desk.form(this::decide));
        routes.post("/desk/letters/{id}/editor", desk.form(this::switchEditor));
    }

    private void edit(Context context) {
        TriageQueries.Letter known = letter(context);
        EditSubject subject = EditSubject.of(known.record(), kind(context.queryParam("kind")));
        JsonNode record = subject.record();
        EditView.Content content = record == null || "json".equals(context.queryParam("view"))
                ? new EditView.Json(subject.text(), subject.cut())
                : new EditView.Form(EditFields.of(subject.schema(), record), "");
        show(context, known, subject, content, "", () -> record == null ? EditText.tree(subject.text()) : record);
    }

    private void check(Context context) {
        DeadLetter letter = letter(context).record();
        EditSubject subject = EditSubject.of(letter, kind(context.formParam("kind")));
        desk.part(context, "check", checked(context, letter, subject, () -> written(context, subject)));
    }

    private void decide(Context context) throws InterruptedException {
        TriageQueries.Letter known = letter(context);
        EditSubject subject = EditSubject.of(known.record(), kind(context.formParam("kind")));
        try {
            DecisionRequest request = request(context, known.record(), subject, written(context, subject));
            DeskFrame.answer(context, writer.decide(request), request);
        } catch (RequestException e) {
            refuse(context, known, subject, e);
        }
    }

    /** Carries what was written over into the other editor; what cannot be carried stays where it is. */
    private void switchEditor(Context context) {
        TriageQueries.Letter known = letter(context);
        EditSubject subject = EditSubject.of(known.record(), kind(context.formParam("kind")));
        try {
            JsonNode tree = written(context, subject);
            boolean fromJson = context.formParam("json") != null;
            if (fromJson && !tree.isObject()) {
                throw new RequestException(400, "a form shows a JSON object only; put { and } around its fields");
            }
            EditView.Content content = fromJson
                    ? new EditView.Form(
                            EditFields.of(subject.schema(), tree), tree.equals(subject.record()) ? "" : tree.toString())
                    : new EditView.Json(RecordForm.indented(tree), false);
            show(context, known, subject, content, "", () -> tree);
        } catch (RequestException e) {
            refuse(context, known, subject, e);
        }
    }

    /** The same editor once more, with what was written and why it was not taken. */
    private void refuse(Context context, TriageQueries.Letter known, EditSubject subject, RequestException refusal) {
        String json = context.formParam("json");
        EditView.Content content = json == null
                ? new EditView.Form(
                        EditFields.of(subject.schema(), written(context, subject)),
                        DeskText.orEmpty(context.formParam("base")))
                : new EditView.Json(json, false);
        context.status(refusal.status());
        show(context, known, subject, content, String.valueOf(refusal.getMessage()), () -> written(context, subject));
    }

    /** @param written what stands in the editor, as JSON */
    private void show(
            Context context,
            TriageQueries.Letter known,
            EditSubject subject,
            EditView.Content content,
            String refusal,
            Supplier<JsonNode> written) {
        String title = subject.kind() == DecisionKind.ACCEPT ? "Accept" : "Edit and retry";
        desk.show(
                context,
                "edit",
                refusal.isEmpty() ? title : "Not done: " + title,
                "letters",
                new EditView(
                        LetterViews.row(known.item(), clock.millis()),
                        subject.kind().name(),
                        refusal,
                        content,
                        DeskText.orEmpty(context.formParam("reason")),
                        checked(context, known.record(), subject, written)));
    }

    private static JsonNode written(Context context, EditSubject subject) {
        String json = context.formParam("json");
        return json == null
                ? EditFields.filled(subject.schema(), subject.base(context.formParam("base")), context::formParam)
                : EditText.tree(json);
    }

    private DecisionRequest request(Context context, DeadLetter letter, EditSubject subject, JsonNode written) {
        String reason = context.formParam("reason");
        return new DecisionRequest(
                letter.getDeadLetterId(),
                subject.kind(),
                reason == null || reason.isBlank() ? null : Columns.fit(reason.strip(), Columns.TEXT),
                null,
                null,
                desk.viewer(context).name(),
                false,
                subject.changed(written),
                context.formParams("waive"));
    }

    private CheckView checked(Context context, DeadLetter letter, EditSubject subject, Supplier<JsonNode> written) {
        List<String> waived = context.formParams("waive");
        DecisionRequest request;
        try {
            request = request(context, letter, subject, written.get());
        } catch (RequestException e) {
            return CheckView.none(String.valueOf(e.getMessage()), waived);
        }
        return switch (check.check(letter, request)) {
            case Checked.Impossible impossible -> CheckView.none(impossible.line(), waived);
            case Checked.Result result ->
                new CheckView(
                        "",
                        result.valid(),
                        result.findings().stream()
                                .map(finding -> new CheckView.Finding(
                                        RecordForm.remarks(List.of(finding.violation()))
                                                .getFirst(),
                                        finding.waivable(),
                                        finding.waived()))
                                .toList(),
                        result.diff().stream()
                                .map(change -> new CheckView.Change(
                                        change.path(), shown(change.before()), shown(change.after())))
                                .toList(),
                        result.content().candidate() == null ? waived : List.of());
        };
    }

    private static String shown(JsonNode value) {
        return Columns.fit(value.isValueNode() && !value.isNull() ? value.asText() : value.toString(), SHOWN);
    }

    private static DecisionKind kind(@Nullable String name) {
        if (DecisionKind.ACCEPT.name().equals(name)) {
            return DecisionKind.ACCEPT;
        }
        if (DecisionKind.RETRY_EDITED.name().equals(name)) {
            return DecisionKind.RETRY_EDITED;
        }
        throw new RequestException(400, "the address is incomplete; follow a link of the dead letter's page");
    }

    private TriageQueries.Letter letter(Context context) {
        return queries.letter(context.pathParam("id")).orElseThrow(LetterPages::gone);
    }
}
