package dev.leadrelay.agent;

import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.Verdict;
import dev.leadrelay.schemas.records.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a question, after the repair loop. Immutable.
 *
 * @param <R> what the agent makes of the model's reply
 */
public sealed interface Answer<R> {

    /**
     * An answer that nothing rejects. It may still ask for review: see {@link Outcome#judged}.
     *
     * @param asks how often the model was asked, 1 to 3
     */
    record Given<R>(R value, Verdict verdict, int asks) implements Answer<R> {}

    /** No acceptable answer; the fields are those of {@link Outcome.Failed}. */
    record Missing<R>(
            FailureClass failureClass,
            String message,
            List<Violation> violations,
            @Nullable Object candidate,
            @Nullable Verdict verdict)
            implements Answer<R> {
        public Missing {
            violations = List.copyOf(violations);
        }

        /** The attempt's outcome when this question was the one that matters. */
        public <O> Outcome<O> toOutcome() {
            return new Outcome.Failed<>(failureClass, message, violations, candidate, verdict);
        }
    }

    /** The outcome of an attempt whose output is this answer: {@link Outcome#judged} or the failure. */
    default Outcome<R> toJudgedOutcome() {
        return switch (this) {
            case Given<R> given -> Outcome.judged(given.value(), given.verdict());
            case Missing<R> missing -> missing.toOutcome();
        };
    }
}
