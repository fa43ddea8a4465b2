package dev.leadrelay.deadletter;

import dev.leadrelay.deadletter.desk.FilterForm;
import dev.leadrelay.deadletter.desk.GroupsView;
import dev.leadrelay.deadletter.desk.LettersView;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.OriginalRecord;
import dev.leadrelay.schemas.records.Stage;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Clock;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The pages of dead letters: groups, the table, one of them with its run and its original, the decision. Thread-safe. */
final class LetterPages {
    private static final int PAGE = 50;
    private static final int GROUPS_SHOWN = 100;

    /** What no name of a topic holds. */
    private static final Pattern NO_TOPIC = Pattern.compile("[^A-Za-z0-9._-]");

    private final DeskFrame desk;
    private final TriageQueries queries;
    private final DecisionRules rules;
    private final DecisionWriter writer;
    private final RunSearch runs;
    private final OriginalSearch originals;
    private final ParkedLimit limit;
    private final Clock clock;

    LetterPages(
            DeskFrame desk,
            TriageQueries queries,
            DecisionRules rules,
            DecisionWriter writer,
            RunSearch runs,
            OriginalSearch originals,
            ParkedLimit limit,
            Clock clock) {
        this.desk = desk;
        this.queries = queries;
        this.rules = rules;
        this.writer = writer;
        this.runs = runs;
        this.originals = originals;
        this.limit = limit;
        this.clock = clock;
    }

    void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/desk/groups", desk.page(this::groups));
        routes.get("/desk/letters", desk.page(this::letters));
        routes.get("/desk/letters/{id}", desk.page(this::letter));
        routes.get("/desk/letters/{id}/run", desk.page(this::run));
        routes.get("/desk/letters/{id}/original", desk.page(this::original));
        routes.post("/desk/letters/{id}/decide", desk.page(this::decide));
    }

    private void groups(Context context) {
        long now = clock.millis();
        // One more than is shown tells whether there are others.
        List<TriageQueries.Group> found = queries.groups(RequestReader.filter(context), GROUPS_SHOWN + 1);
        GroupsView view = new GroupsView(
                form(context),
                found.stream()
                        .limit(GROUPS_SHOWN)
                        .map(group -> LetterViews.group(group, now))
                        .toList(),
                found.size() > GROUPS_SHOWN);
        desk.show(context, "groups", "Groups", "groups", view);
    }

    private void letters(Context context) {
        long now = clock.millis();
        List<Item> items = queries.page(RequestReader.filter(context), RequestReader.after(context), PAGE);
        FilterForm form = form(context);
        String next = items.size() < PAGE
                ? ""
                : DeskFrame.query(
                        context,
                        RequestReader.FILTERS,
                        new Cursor(items.getLast().parkedAt(), items.getLast().id()).text());
        LettersView view = new LettersView(
                form, items.stream().map(item -> LetterViews.row(item, now)).toList(), next);
        desk.show(context, "letters", "Dead letters", "letters", view);
    }

    private void letter(Context context) {
        TriageQueries.Letter letter = letterOf(context);
        Item item = letter.item();
        desk.show(
                context,
                "letter",
                item.failureClass() + " in " + item.stage(),
                "letters",
                LetterViews.of(
                        letter, rules.allowed(item), awaits(context, letter.decisions()), limit, clock.millis()));
    }

    /** A decision that was just written stands in its topic; the store has it a moment later. */
    private static boolean awaits(Context context, List<DecisionView> decisions) {
        String written = DeskText.orEmpty(context.queryParam(DeskFrame.DECISION));
        return !written.isEmpty()
                && decisions.stream()
                        .noneMatch(decision -> decision.decisionId().equals(written));
    }

    private void run(Context context) {
        TriageQueries.Letter letter = letterOf(context);
        RunSearch.Finding finding = runs.find(
                letter.record().getLeadKey(),
                letter.record().getRunId(),
                letter.item().parkedAt());
        desk.show(
                context, "run", "Run", "letters", RunViews.of(LetterViews.row(letter.item(), clock.millis()), finding));
    }

    /** The value of the original record, whole and as it was; a file, for nobody knows what a browser would make of it. */
    private void original(Context context) {
        OriginalRecord original = letterOf(context).record().getOriginal();
        if (original == null) {
            throw new RequestException(404, "This dead letter is about no original record.");
        }
        byte[] value = originals
                .value(original)
                .orElseThrow(() -> new RequestException(
                        404,
                        "The value was not kept with the dead letter, and its topic does not hold it (any more)."));
        String name = original.getTopic() + "-" + original.getPartition() + "-" + original.getOffset() + ".bin";
        context.contentType(ContentType.APPLICATION_OCTET_STREAM)
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"" + NO_TOPIC.matcher(name).replaceAll("_") + "\"")
                .result(value);
    }

    private void decide(Context context) throws InterruptedException {
        DecisionRequest request =
                DecisionForm.read(context, desk.viewer(context).name());
        DeskFrame.answer(context, writer.decide(request), request);
    }

    private TriageQueries.Letter letterOf(Context context) {
        return queries.letter(context.pathParam("id")).orElseThrow(LetterPages::gone);
    }

    static RequestException gone() {
        return new RequestException(404, "There is no such dead letter (any more).");
    }

    private static FilterForm form(Context context) {
        return new FilterForm(
                DeskText.orEmpty(context.queryParam("list")),
                symbol(context, "stage"),
                symbol(context, "class"),
                symbol(context, "state"),
                DeskText.orEmpty(context.queryParam("fingerprint")),
                DeskText.orEmpty(context.queryParam("text")),
                DeskText.orEmpty(context.queryParam("since")),
                DeskText.orEmpty(context.queryParam("until")),
                names(Stage.values()),
                names(FailureClass.values()),
                names(ItemState.values()),
                DeskFrame.query(context, RequestReader.FILTERS, ""));
    }

    /** As it can be chosen, however it was written. */
    private static String symbol(Context context, String name) {
        return DeskText.orEmpty(context.queryParam(name)).toUpperCase(Locale.ROOT);
    }

    /** Names to choose from; that of what has no other comes last. */
    private static List<String> names(Enum<?>[] symbols) {
        return Arrays.stream(symbols)
                .map(Enum::name)
                .sorted(Comparator.comparing(FilterForm.UNKNOWN::equals))
                .toList();
    }
}
