package dev.leadrelay.validation;

import dev.leadrelay.schemas.records.Violation;
import java.util.List;

/**
 * One rule a subject must keep. Pure: the same subject gives the same violations. Safe for any thread.
 *
 * @param <T> what is checked
 */
public interface Check<T> {
    /** Name of the rule, dotted lower case, for example {@code draft.placeholder}; violations may refine it. */
    String code();

    /** What is wrong with the subject, in the order of the record; empty when nothing is. */
    List<Violation> check(T subject);
}
