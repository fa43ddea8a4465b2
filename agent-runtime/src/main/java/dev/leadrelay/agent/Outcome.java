package dev.leadrelay.agent;

import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.Verdict;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Verdicts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt ended. Immutable.
 *
 * @param <O> output record of the stage
 */
public sealed interface Outcome<O> {

    /** What the agent's gate said of the output; null when there was nothing to check. */
    @Nullable
    Verdict verdict();

    /** The attempt gave its output, and the gate let it pass. */
    record Completed<O>(O value, @Nullable Verdict verdict) implements Outcome<O> {}

    /**
     * The attempt gave no output that may move on.
     *
     * @param message one sentence for the person who decides
     * @param violations what gate or parser found; empty when that was not the reason
     * @param candidate the output that was not good enough: the stage's record, or the raw reply as a string
     */
    record Failed<O>(
            FailureClass failureClass,
            String message,
            List<Violation> violations,
            @Nullable Object candidate,
            @Nullable Verdict verdict)
            implements Outcome<O> {
        public Failed {
            violations = List.copyOf(violations);
        }
    }

    static <O> Outcome<O> completed(O value, Verdict verdict) {
        return new Completed<>(value, verdict);
    }

    /** A failure that no gate found and that left no candidate. */
    static <O> Outcome<O> failed(FailureClass failureClass, String message) {
        return new Failed<>(failureClass, message, List.of(), null, null);
    }

    /**
     * The outcome that a gate's verdict makes of an output: completed when it passed, LOW_CONFIDENCE when a person
     * must look at it, UNGROUNDED or OUTPUT_REJECTED when it was rejected. The output stays as the candidate.
     */
    static <O> Outcome<O> judged(O value, Verdict verdict) {
        if (Verdicts.rejects(verdict)) {
            List<Violation> rejecting = Findings.rejecting(verdict);
            return new Failed<>(Findings.classOf(rejecting), Findings.summary(rejecting), rejecting, value, verdict);
        }
        if (Verdicts.needsReview(verdict)) {
            List<Violation> open = Findings.forReview(verdict);
            return new Failed<>(FailureClass.LOW_CONFIDENCE, Findings.summary(open), open, value, verdict);
        }
        return new Completed<>(value, verdict);
    }
}
