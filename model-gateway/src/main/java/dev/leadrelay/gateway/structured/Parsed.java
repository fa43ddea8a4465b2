package dev.leadrelay.gateway.structured;

import dev.leadrelay.schemas.records.Violation;
import java.util.List;

/**
 * What a model's text was read as.
 *
 * @param <T> type of the record
 */
public sealed interface Parsed<T> {

    /** Exactly what was asked for. */
    record Good<T>(T value) implements Parsed<T> {}

    /**
     * Something else.
     *
     * @param violations at least one, codes {@code output.…}, severity REJECT, in the order of the text; fit to be quoted
     *     in a repair ask
     */
    record Bad<T>(List<Violation> violations) implements Parsed<T> {
        public Bad {
            violations = List.copyOf(violations);
        }
    }
}
