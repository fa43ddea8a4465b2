package dev.leadrelay.deadletter;

import dev.leadrelay.deadletter.desk.BulkFormView;
import dev.leadrelay.schemas.records.DecisionKind;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A decision about many dead letters as a form of the desk says it; whatever makes no sense is a {@link RequestException}
 * with status 400.
 *
 * @param one gives a field of the form or of the address; null where it is not there
 * @param many gives all values of one
 */
record BulkForm(Function<String, @Nullable String> one, Function<String, List<String>> many) {
    private static final double PERCENT = 100.0;

    static BulkForm ofAddress(Context context) {
        return new BulkForm(context::queryParam, context::queryParams);
    }

    static BulkForm ofForm(Context context) {
        return new BulkForm(context::formParam, context::formParams);
    }

    BulkSelection selection() {
        List<String> ids = many.apply("id").stream().filter(id -> !id.isEmpty()).toList();
        if (!ids.isEmpty()) {
            return new BulkSelection.Ids(ids);
        }
        return new BulkSelection.Matching(RequestReader.filter(one));
    }

    /** The selection as hidden fields. */
    List<BulkFormView.Field> fields() {
        List<BulkFormView.Field> fields = new ArrayList<>();
        many.apply("id").forEach(id -> fields.add(new BulkFormView.Field("id", id)));
        if (fields.isEmpty()) {
            for (String name : RequestReader.FILTERS) {
                if (!text(name).isEmpty()) {
                    fields.add(new BulkFormView.Field(name, text(name)));
                }
            }
        }
        return fields;
    }

    String text(String name) {
        String value = one.apply(name);
        return value == null ? "" : value.strip();
    }

    /** What to decide; null while nothing is chosen. */
    @Nullable
    DecisionKind kind() {
        String name = text("kind");
        if (name.isEmpty()) {
            return null;
        }
        return BulkOrder.KINDS.stream()
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElseThrow(() -> invalid("this cannot be decided for many at once; load the page again"));
    }

    BulkOrder order(String by) {
        DecisionKind kind = kind();
        if (kind == null) {
            throw invalid("choose what to decide");
        }
        String reason = text("reason").isEmpty() ? null : Columns.fit(text("reason"), Columns.TEXT);
        if (kind == DecisionKind.DISCARD && reason == null) {
            throw invalid("say why they are discarded; the reason stands in each lead's result");
        }
        Long micros = kind == DecisionKind.RAISE_BUDGET ? DecisionForm.micros(text("cost")) : null;
        if (kind == DecisionKind.RAISE_BUDGET && micros == null) {
            throw invalid("say by which cost the budget of each is raised");
        }
        return new BulkOrder(kind, reason, null, micros, by, rate(), canary());
    }

    /** How many dead letters the dry run showed that the form stands below. */
    long expected() {
        try {
            return Long.parseLong(text("expected"));
        } catch (NumberFormatException e) {
            throw invalid("the form does not say what its dry run showed; load the page again");
        }
    }

    private @Nullable Double rate() {
        Double rate = number("rate");
        if (rate != null && !(rate >= BulkOrder.SLOWEST && rate <= BulkOrder.FASTEST)) {
            throw invalid("the rate must be 0.01 to 10000 items a second; leave it empty for as fast as it goes");
        }
        return rate;
    }

    private BulkState.@Nullable Canary canary() {
        Double size = number("canary");
        Double most = number("maxFailures");
        if (size == null) {
            return null;
        }
        if (size < 1 || size > BulkState.Canary.LARGEST || size != Math.rint(size)) {
            throw invalid("the canary must be a whole number of items, 1 to " + BulkState.Canary.LARGEST);
        }
        if (most == null || most < 0 || most > PERCENT) {
            throw invalid("say above which share of failures, 0 to 100 percent, the canary stops the rest");
        }
        return new BulkState.Canary(size.intValue(), most / PERCENT);
    }

    private @Nullable Double number(String name) {
        try {
            return text(name).isEmpty() ? null : Double.valueOf(text(name));
        } catch (NumberFormatException e) {
            throw invalid("'" + name + "' must be a number");
        }
    }

    static List<String> kinds() {
        return BulkOrder.KINDS.stream().map(Enum::name).toList();
    }

    private static RequestException invalid(String line) {
        return new RequestException(400, line);
    }
}
