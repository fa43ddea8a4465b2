package dev.leadrelay.deadletter;

import dev.leadrelay.schemas.records.DecisionKind;
import dev.leadrelay.schemas.records.OutcomeKind;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a dead letter stands, derived from all that is known about it and from nothing else, so that the order in which
 * the topics are read makes no difference.
 *
 * @param reason why it stands so, where somebody said why: a refusal, a supersession
 */
record Standing(ItemState state, @Nullable String reason) {

    /** A decision that was read back. */
    record Decided(String decisionId, DecisionKind kind) {}

    /**
     * An answer of the orchestrator.
     *
     * @param decisionId the decision it answers; empty for none
     * @param at milliseconds since the epoch
     */
    record Answered(
            String decisionId,
            OutcomeKind outcome,
            @Nullable String reason,
            long at) {}

    /**
     * @param attributed true when the dead letter is about a known lead; for any other the decision is its own outcome
     */
    static Standing of(boolean attributed, List<Decided> decisions, List<Answered> answers) {
        List<Decided> applied = decisions.stream()
                .filter(decision -> !attributed || isApplied(decision, answers))
                .toList();
        if (applied.stream().anyMatch(decision -> decision.kind() == DecisionKind.DISCARD)) {
            return new Standing(ItemState.DISCARDED, null);
        }
        if (applied.stream().anyMatch(decision -> goesOn(decision.kind()))) {
            return new Standing(ItemState.RETRIED, null);
        }
        return attributed ? unsettled(decisions, answers) : new Standing(ItemState.OPEN, null);
    }

    private static Standing unsettled(List<Decided> decisions, List<Answered> answers) {
        Optional<Answered> superseded = latest(answers, OutcomeKind.SUPERSEDED)
                .or(() -> answers.stream()
                        .filter(answer -> answer.decisionId().isEmpty())
                        .findFirst());
        if (superseded.isPresent()) {
            return new Standing(ItemState.SUPERSEDED, superseded.get().reason());
        }
        boolean pending = decisions.stream()
                        .anyMatch(decision -> answers.stream().noneMatch(answer -> answers(answer, decision)))
                || answers.stream()
                        .anyMatch(answer -> decisions.stream().noneMatch(decision -> answers(answer, decision)));
        if (pending) {
            return new Standing(ItemState.DECIDED, null);
        }
        String refusal =
                latest(answers, OutcomeKind.REFUSED).map(Answered::reason).orElse(null);
        return new Standing(ItemState.OPEN, refusal);
    }

    private static boolean isApplied(Decided decision, List<Answered> answers) {
        return answers.stream()
                .anyMatch(answer -> answer.outcome() == OutcomeKind.APPLIED && answers(answer, decision));
    }

    private static boolean answers(Answered answer, Decided decision) {
        return answer.decisionId().equals(decision.decisionId());
    }

    private static Optional<Answered> latest(List<Answered> answers, OutcomeKind kind) {
        return answers.stream()
                .filter(answer -> answer.outcome() == kind)
                .max(Comparator.comparingLong(Answered::at).thenComparing(Answered::decisionId));
    }

    /** Whether an applied decision of that kind lets the lead go on; a pinned one stays where it is. */
    private static boolean goesOn(DecisionKind kind) {
        return switch (kind) {
            case RETRY, RETRY_EDITED, ACCEPT, RAISE_BUDGET, APPROVE -> true;
            case DISCARD, PIN, UNKNOWN -> false;
        };
    }
}
