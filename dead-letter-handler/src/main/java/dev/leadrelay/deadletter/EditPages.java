package dev.leadrelay.deadletter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leadrelay.deadletter.desk.CheckView;
import dev.leadrelay.deadletter.desk.EditView;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.DecisionKind;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Clock;
import java.util.List;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** The editor of a request that is retried or of a candidate that is accepted, checked while it is edited. Thread-safe. */
final class EditPages {
    private static final ObjectMapper JSON = new ObjectMapper();
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
        routes.post("/desk/letters/{id}/edit", desk.page(this::decide));
    }

    private void edit(Context context) {
        TriageQueries.Letter known = letter(context);
        Item item = known.item();
        DeadLetter letter = known.record();
        DecisionKind kind = kind(context.queryParam("kind"));
        IndexedRecord record = record(letter, kind);
        boolean json = "json".equals(context.queryParam("view"));
        DecisionRequest unchanged = request(
                item.id(), kind, kind == DecisionKind.ACCEPT ? null : RecordTree.of(record), List.of(), null, "");
        desk.show(
                context,
                "edit",
                kind == DecisionKind.ACCEPT ? "Accept" : "Edit and retry",
                "letters",
                new EditView(
                        LetterViews.row(item, clock.millis()),
                        kind.name(),
                        json ? "json" : "form",
                        json ? List.of() : EditFields.of(record),
                        json ? RecordForm.indented(RecordTree.of(record)) : "",
                        checked(letter, unchanged)));
    }

    private void check(Context context) {
        DeadLetter letter = letter(context).record();
        CheckView view;
        try {
            view = checked(letter, read(context, letter));
        } catch (RequestException e) {
            view = new CheckView(String.valueOf(e.getMessage()), false, List.of(), List.of());
        }
        desk.part(context, "check", view);
    }

    private void decide(Context context) throws InterruptedException {
        DecisionRequest request = read(context, letter(context).record());
        DeskFrame.answer(context, writer.decide(request), request);
    }

    private DecisionRequest read(Context context, DeadLetter letter) {
        DecisionKind kind = kind(context.formParam("kind"));
        IndexedRecord record = record(letter, kind);
        String json = context.formParam("json");
        JsonNode edited = json == null ? EditFields.filled(record, context::formParam) : tree(json);
        boolean same = kind == DecisionKind.ACCEPT
                && TreeDiff.of(RecordTree.of(record), edited).isEmpty();
        String reason = context.formParam("reason");
        return request(
                letter.getDeadLetterId(),
                kind,
                same ? null : edited,
                context.formParams("waive"),
                reason == null || reason.isBlank() ? null : Columns.fit(reason.strip(), Columns.TEXT),
                desk.viewer(context).name());
    }

    private static DecisionRequest request(
            String id,
            DecisionKind kind,
            @Nullable JsonNode edited,
            List<String> waive,
            @Nullable String reason,
            String by) {
        return new DecisionRequest(id, kind, reason, null, null, by, false, edited, waive);
    }

    private CheckView checked(DeadLetter letter, DecisionRequest request) {
        return switch (check.check(letter, request)) {
            case Checked.Impossible impossible -> new CheckView(impossible.line(), false, List.of(), List.of());
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
                                .toList());
        };
    }

    private static String shown(JsonNode value) {
        return Columns.fit(value.isValueNode() && !value.isNull() ? value.asText() : value.toString(), SHOWN);
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new RequestException(
                    400,
                    "this is not JSON: " + e.getOriginalMessage() + " (line "
                            + e.getLocation().getLineNr() + ")");
        }
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

    private static IndexedRecord record(DeadLetter letter, DecisionKind kind) {
        Object record = kind == DecisionKind.ACCEPT ? letter.getCandidate() : letter.getRequest();
        if (record instanceof IndexedRecord fields) {
            return fields;
        }
        throw new RequestException(
                409,
                kind == DecisionKind.ACCEPT
                        ? "what came back is no record that could be accepted; retry it, edited or not, or discard it"
                        : "there is no request that could be edited");
    }

    private TriageQueries.Letter letter(Context context) {
        return queries.letter(context.pathParam("id")).orElseThrow(LetterPages::gone);
    }
}
