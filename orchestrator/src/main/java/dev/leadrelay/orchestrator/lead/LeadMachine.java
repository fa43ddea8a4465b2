package dev.leadrelay.orchestrator.lead;

import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.records.LeadAdmitted;
import dev.leadrelay.schemas.records.LeadState;
import dev.leadrelay.schemas.records.OutcomeKind;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.TriageDecision;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The state machine of one lead. Pure, total and thread-safe: an exception inside it parks the lead as INTERNAL. */
public final class LeadMachine {
    private final Admissions admissions;
    private final Answers answers;
    private final Decisions decisions;
    private final Timers timers;

    /**
     * A machine over the gates.
     *
     * @param limits time limits of a lead
     */
    public LeadMachine(StageGates gates, LeadLimits limits) {
        this.admissions = new Admissions(gates);
        this.answers = new Answers(gates);
        this.decisions = new Decisions(new EditedRetry(gates), new Acceptance(answers));
        this.timers = new Timers(limits);
    }

    /**
     * What the input changes. Never throws.
     *
     * @param leadKey key of the record that brought the input
     * @param memory what is remembered of that lead
     * @param now time of the input
     */
    public LeadTransition on(String leadKey, LeadMemory memory, LeadInput input, Instant now) {
        try {
            return take(leadKey, memory, input, now);
        } catch (RuntimeException e) {
            return new Crash(timers).contain(leadKey, memory, input, now, e);
        }
    }

    /**
     * What an input changes whose transition could not be carried out, for example because a record was too large to be
     * sent: the lead is parked as INTERNAL where that is possible. Never throws.
     *
     * @param memory what was remembered before the input
     */
    public LeadTransition failed(
            String leadKey, LeadMemory memory, LeadInput input, Instant now, RuntimeException failure) {
        return new Crash(timers).contain(leadKey, memory, input, now, failure);
    }

    private LeadTransition take(String leadKey, LeadMemory memory, LeadInput input, Instant now) {
        LeadState known = memory.state();
        if (input instanceof LeadInput.Answered answered && !isOf(leadKey, answered.answer())) {
            return only(known, StrayAnswers.otherLead(leadKey, answered, now));
        }
        if (input instanceof LeadInput.Decided decided && decided.decision().getLeadKey() == null) {
            return only(known, List.of(new LeadEffect.Counted("decision.without-lead", Stage.UNKNOWN)));
        }
        return known == null
                ? takeUnknown(leadKey, memory, input, now)
                : takeKnown(new LeadStep(leadKey, memory, LeadState.newBuilder(known), now), input);
    }

    private LeadTransition takeUnknown(String leadKey, LeadMemory memory, LeadInput input, Instant now) {
        return switch (input) {
            case LeadInput.Admitted admitted -> begin(leadKey, memory, admitted.admission(), now);
            case LeadInput.Answered answered -> only(null, StrayAnswers.unknownLead(leadKey, answered, now));
            case LeadInput.Decided decided -> {
                TriageDecision decision = decided.decision();
                yield only(
                        null,
                        List.of(
                                new LeadEffect.Counted("decision.refused", decision.getStage()),
                                new LeadEffect.Outcome(Decisions.outcome(
                                        leadKey, decision, OutcomeKind.REFUSED, "there is no such lead", now))));
            }
            case LeadInput.TimerDue due -> only(null, List.of());
        };
    }

    private LeadTransition begin(String leadKey, LeadMemory memory, LeadAdmitted admission, Instant now) {
        if (!Admissions.begins(admission)
                || !leadKey.equals(Identifiers.leadKey(admission.getListId(), admission.getLeadId()))) {
            return only(null, List.of(new LeadEffect.Counted("admission.unexpected", Stage.LISTS)));
        }
        LeadStep step = new LeadStep(leadKey, memory, LeadStep.born(admission), now);
        admissions.begin(step, admission);
        timers.arm(step);
        return step.done();
    }

    private LeadTransition takeKnown(LeadStep step, LeadInput input) {
        boolean forget = false;
        switch (input) {
            case LeadInput.Admitted admitted -> admissions.take(step, admitted.admission());
            case LeadInput.Answered answered -> answers.take(step, answered.answer());
            case LeadInput.Decided decided -> decisions.take(step, decided.decision());
            case LeadInput.TimerDue due -> forget = timers.due(step, due.health());
        }
        if (forget) {
            return new LeadTransition(true, null, Map.of(), true, List.of());
        }
        timers.arm(step);
        return step.done();
    }

    private static boolean isOf(String leadKey, StageAnswer answer) {
        return leadKey.equals(Identifiers.leadKey(answer.header()));
    }

    private static LeadTransition only(@Nullable LeadState known, List<LeadEffect> effects) {
        return new LeadTransition(false, known, Map.of(), false, effects);
    }
}
