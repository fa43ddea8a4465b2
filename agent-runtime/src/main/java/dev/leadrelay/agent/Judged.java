package dev.leadrelay.agent;

import dev.leadrelay.schemas.records.Verdict;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Verdicts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the agent made of a model's answer: the stage's record and the gate's verdict on it. Immutable.
 *
 * @param candidate the record; null when the answer did not even allow to build one
 * @param verdict must reject when there is no candidate
 * @param <R> what the answer is turned into
 */
public record Judged<R>(@Nullable R candidate, Verdict verdict) {
    public Judged {
        if (candidate == null && !Verdicts.rejects(verdict)) {
            throw new IllegalArgumentException("a verdict without a candidate must reject");
        }
    }

    public static <R> Judged<R> of(R candidate, Verdict verdict) {
        return new Judged<>(candidate, verdict);
    }

    /** No record could be built; the violations (at least one of severity REJECT) go back to the model. */
    public static <R> Judged<R> unusable(String gate, List<Violation> violations) {
        return new Judged<>(null, Verdicts.of(gate, violations));
    }
}
