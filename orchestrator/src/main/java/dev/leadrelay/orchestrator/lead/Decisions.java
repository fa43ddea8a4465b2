package dev.leadrelay.orchestrator.lead;

import dev.leadrelay.schemas.ToolApproval;
import dev.leadrelay.schemas.records.AnsweredDecision;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.LeadState;
import dev.leadrelay.schemas.records.LeadStatus;
import dev.leadrelay.schemas.records.OutcomeKind;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.TriageDecision;
import dev.leadrelay.schemas.records.TriageOutcome;
import dev.leadrelay.schemas.records.WriterResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a decision does to a known lead. Each is answered once; a repeated one changes nothing and is answered the same. */
final class Decisions {
    private static final int REMEMBERED = 32;

    private final EditedRetry editedRetry;
    private final Acceptance acceptance;

    Decisions(EditedRetry editedRetry, Acceptance acceptance) {
        this.editedRetry = editedRetry;
        this.acceptance = acceptance;
    }

    void take(LeadStep step, TriageDecision decision) {
        for (AnsweredDecision earlier : step.state().getDecisions()) {
            if (earlier.getDecisionId().equals(decision.getDecisionId())) {
                step.count("decision.repeated", decision.getStage());
                step.effect(new LeadEffect.Outcome(new TriageOutcome(
                        earlier.getDecisionId(),
                        earlier.getDeadLetterId(),
                        step.leadKey(),
                        earlier.getOutcome(),
                        earlier.getReason(),
                        earlier.getAt())));
                return;
            }
        }
        if (step.state().getSuperseded().contains(decision.getDeadLetterId())) {
            answer(step, decision, OutcomeKind.SUPERSEDED, "the dead letter was superseded");
            return;
        }
        switch (ruling(step, decision)) {
            case Ruling.Granted granted -> {
                // Answered first: what follows may end the lead, and the order of effects is the order of events.
                answer(step, decision, OutcomeKind.APPLIED, null);
                granted.then().run();
            }
            case Ruling.Refused refused -> refuse(step, decision, refused.reason());
        }
    }

    static void refuse(LeadStep step, TriageDecision decision, String reason) {
        step.count("decision.refused", decision.getStage());
        answer(step, decision, OutcomeKind.REFUSED, reason);
    }

    private Ruling ruling(LeadStep step, TriageDecision decision) {
        String misfit = misfit(step.state(), decision);
        if (misfit != null) {
            return new Ruling.Refused(misfit);
        }
        return switch (decision.getKind()) {
            case RETRY_EDITED -> editedRetry.rule(step, decision);
            case ACCEPT -> acceptance.rule(step, decision);
            case RETRY, PIN, DISCARD, APPROVE, RAISE_BUDGET, UNKNOWN -> {
                String refusal = refusal(step, decision);
                yield refusal == null ? new Ruling.Granted(() -> apply(step, decision)) : new Ruling.Refused(refusal);
            }
        };
    }

    /** Why the decision is not about what the lead is parked with; null when it is. */
    private static @Nullable String misfit(LeadState.Builder state, TriageDecision decision) {
        if (state.getStatus() != LeadStatus.PARKED) {
            return "the lead is " + state.getStatus() + ", not parked";
        }
        if (decision.getStage() != state.getStage() || decision.getAttempt() != state.getAttempt()) {
            return "it answers attempt " + decision.getAttempt() + " of " + decision.getStage()
                    + ", the lead is at attempt " + state.getAttempt() + " of " + state.getStage();
        }
        if (!decision.getDeadLetterId().equals(state.getDeadLetterId())) {
            return "it answers another dead letter of the lead";
        }
        return null;
    }

    /** Why a decision that needs nothing but the state cannot be applied; null when it can. */
    private static @Nullable String refusal(LeadStep step, TriageDecision decision) {
        LeadState.Builder state = step.state();
        return switch (decision.getKind()) {
            case RETRY, PIN -> null;
            case DISCARD -> isBlank(decision.getReason()) ? "DISCARD needs a reason" : null;
            case APPROVE -> refusalToApprove(step);
            case RAISE_BUDGET -> refusalToRaise(state, decision);
            case RETRY_EDITED, ACCEPT, UNKNOWN -> "this version of the orchestrator does not know the kind of decision";
        };
    }

    private static @Nullable String refusalToApprove(LeadStep step) {
        LeadState.Builder state = step.state();
        if (state.getParkedAs() != FailureClass.APPROVAL_REQUIRED) {
            return "there is nothing to approve: the lead is parked as " + state.getParkedAs();
        }
        return !state.getApprovalsAsked().isEmpty() || awaitsApproval(step)
                ? null
                : "there is neither a draft nor a tool call to approve; RETRY or DISCARD it";
    }

    /** True when what is parked is this attempt's own draft: one of an earlier attempt is not what the person looked at. */
    private static boolean awaitsApproval(LeadStep step) {
        LeadState.Builder state = step.state();
        WriterResult draft = step.draft();
        return draft != null
                && state.getStage() == Stage.WRITER
                && draft.getHeader().getAttempt() == state.getAttempt();
    }

    private static @Nullable String refusalToRaise(LeadState.Builder state, TriageDecision decision) {
        if (state.getParkedAs() != FailureClass.BUDGET_EXHAUSTED) {
            return "RAISE_BUDGET is for BUDGET_EXHAUSTED, the lead is parked as " + state.getParkedAs();
        }
        long tokens = raise(decision.getRaiseTokens());
        long micros = raise(decision.getRaiseCostMicros());
        return tokens < 0 || micros < 0 || tokens + micros == 0
                ? "RAISE_BUDGET needs tokens or cost to raise by, and neither below 0"
                : null;
    }

    private static long raise(@Nullable Long by) {
        return by == null ? 0 : Math.min(by, Long.MAX_VALUE / 2);
    }

    private static void apply(LeadStep step, TriageDecision decision) {
        switch (decision.getKind()) {
            case RETRY -> {
                withdrawApprovals(step);
                step.askToResume(step.state().getStage());
            }
            case DISCARD -> Moves.end(step, LeadStatus.DISCARDED, decision.getReason());
            case APPROVE -> approve(step);
            case RAISE_BUDGET -> {
                withdrawApprovals(step);
                step.askToResume(step.state().getStage(), decision.getRaiseTokens(), decision.getRaiseCostMicros());
            }
            case PIN -> {
                // It keeps policies away; the lead stays where it is.
            }
            case RETRY_EDITED, ACCEPT, UNKNOWN ->
                throw new IllegalStateException(decision.getKind() + " was to be refused");
        }
    }

    /** Delivers the draft, or lets the calls that were asked for leave in the next attempt, beside those approved before. */
    private static void approve(LeadStep step) {
        LeadState.Builder state = step.state();
        if (state.getApprovalsAsked().isEmpty()) {
            Moves.end(step, LeadStatus.DELIVERED, null);
            return;
        }
        // The latest count: a lead that is asked about again and again must not carry ever more of them.
        List<String> all = Stream.concat(state.getApprovalsAsked().stream(), state.getApprovals().stream())
                .distinct()
                .limit(ToolApproval.MOST)
                .toList();
        state.setApprovals(all);
        step.askToResume(state.getStage());
    }

    /** An approval is for the attempt that was asked about: the calls of one that is simply made again need another. */
    static void withdrawApprovals(LeadStep step) {
        step.state().setApprovals(List.of());
    }

    private static void answer(LeadStep step, TriageDecision decision, OutcomeKind kind, @Nullable String reason) {
        Instant now = step.now();
        List<AnsweredDecision> decisions = new ArrayList<>(step.state().getDecisions());
        if (decisions.size() == REMEMBERED) {
            decisions.remove(0);
        }
        decisions.add(new AnsweredDecision(decision.getDecisionId(), decision.getDeadLetterId(), kind, reason, now));
        step.state().setDecisions(decisions);
        step.effect(new LeadEffect.Outcome(outcome(step.leadKey(), decision, kind, reason, now)));
    }

    static TriageOutcome outcome(
            String leadKey, TriageDecision decision, OutcomeKind kind, @Nullable String reason, Instant now) {
        return new TriageOutcome(decision.getDecisionId(), decision.getDeadLetterId(), leadKey, kind, reason, now);
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
