package dev.leadrelay.deadletter;

import dev.leadrelay.schemas.records.DecisionKind;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads a decision from a form of the desk; whatever makes no sense is a {@link RequestException} with status 400. */
final class DecisionForm {
    private static final int MICROS_DIGITS = 6;

    private DecisionForm() {}

    static DecisionRequest read(Context context, String by) {
        DecisionKind kind = kind(context.formParam("kind"));
        String reason = text(context.formParam("reason"));
        if (kind == DecisionKind.DISCARD && reason == null) {
            throw invalid("say why it is discarded; the reason stands in the lead's result");
        }
        Long tokens = kind == DecisionKind.RAISE_BUDGET ? tokens(context.formParam("tokens")) : null;
        Long micros = kind == DecisionKind.RAISE_BUDGET ? micros(context.formParam("cost")) : null;
        if (kind == DecisionKind.RAISE_BUDGET && tokens == null && micros == null) {
            throw invalid("say by how much the budget is raised: a cost, tokens or both");
        }
        return new DecisionRequest(context.pathParam("id"), kind, reason, tokens, micros, by, false);
    }

    private static DecisionKind kind(@Nullable String name) {
        return Arrays.stream(DecisionKind.values())
                .filter(kind -> kind.name().equals(name) && kind != DecisionKind.UNKNOWN)
                .findFirst()
                .orElseThrow(() -> invalid("the form does not say what to decide; load the page again"));
    }

    private static @Nullable String text(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        return Columns.fit(text.strip(), Columns.TEXT);
    }

    private static @Nullable Long tokens(@Nullable String text) {
        String given = text(text);
        return given == null ? null : positive(given, 0, "tokens must be a whole number of at least 1");
    }

    /** An amount of money in millionths; null where none is said. */
    static @Nullable Long micros(@Nullable String text) {
        String given = text(text);
        return given == null ? null : positive(given, MICROS_DIGITS, "the cost must be an amount such as 0.05");
    }

    private static long positive(String text, int digits, String otherwise) {
        try {
            long value = new BigDecimal(text).movePointRight(digits).longValueExact();
            if (value > 0) {
                return value;
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // Said below.
        }
        throw invalid(otherwise);
    }

    private static RequestException invalid(String line) {
        return new RequestException(400, line);
    }
}
