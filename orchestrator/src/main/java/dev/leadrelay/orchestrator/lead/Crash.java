package dev.leadrelay.orchestrator.lead;

import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.LeadState;
import dev.leadrelay.schemas.records.LeadStatus;
import dev.leadrelay.schemas.records.OutcomeKind;
import dev.leadrelay.schemas.records.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Contains an exception inside the machine: the lead is parked as INTERNAL, everything else goes on. */
final class Crash {
    private static final Logger log = LoggerFactory.getLogger(Crash.class);

    private final Timers timers;

    Crash(Timers timers) {
        this.timers = timers;
    }

    LeadTransition contain(
            String leadKey, LeadMemory memory, LeadInput input, Instant now, RuntimeException exception) {
        log.error(
                "lead {}: an input of kind {} failed", leadKey, input.getClass().getSimpleName(), exception);
        LeadState known = memory.state();
        try {
            if (known == null
                    && input instanceof LeadInput.Admitted admitted
                    && Admissions.begins(admitted.admission())) {
                LeadStep step = new LeadStep(leadKey, memory, LeadStep.born(admitted.admission()), now);
                step.keep(LeadPayload.ADMITTED, admitted.admission());
                return park(step, exception);
            }
            if (known != null && canPark(known, input)) {
                LeadStep step = new LeadStep(leadKey, memory, LeadState.newBuilder(known), now);
                settle(step, input);
                return park(step, exception);
            }
        } catch (RuntimeException again) {
            log.error("lead {}: it could not be parked either", leadKey, again);
        }
        return new LeadTransition(false, known, Map.of(), false, unchanged(leadKey, input, now));
    }

    private LeadTransition park(LeadStep step, RuntimeException exception) {
        String message = "the orchestrator failed: " + exception.getClass().getSimpleName();
        Moves.park(step, Moves.Failure.of(FailureClass.INTERNAL, message), request(step));
        timers.arm(step);
        return step.done();
    }

    /**
     * A lead that waits is parked only by the admission that was to dispatch it, one that is parked only by the answer
     * it had given up: any other input leaves them where they are.
     */
    private static boolean canPark(LeadState known, LeadInput input) {
        return LeadPipeline.active(known.getStatus())
                || (known.getStatus() == LeadStatus.WAITING && input instanceof LeadInput.Admitted)
                || isLateAnswer(known, input);
    }

    private static boolean isLateAnswer(LeadState known, LeadInput input) {
        return input instanceof LeadInput.Answered answered
                && Answers.isGivenUp(LeadState.newBuilder(known), answered.answer());
    }

    private static boolean isCurrentAnswer(LeadState.Builder state, LeadInput input) {
        return input instanceof LeadInput.Answered answered && Answers.isCurrent(state, answered.answer());
    }

    private static void settle(LeadStep step, LeadInput input) {
        LeadState.Builder state = step.state();
        if (input instanceof LeadInput.TimerDue) {
            state.setTimerAt(null);
        }
        if (state.getStatus() == LeadStatus.WAITING) {
            // The attempt that failed to begin counts, so that its dead letter is a new one.
            Moves.beginAttempt(state, state.getStage());
            state.setDispatchedAt(null);
        } else if (input instanceof LeadInput.Answered answered && isCurrentAnswer(state, input)) {
            Costs.close(state, state.getStage(), state.getAttempt());
            Answers.charge(state, answered.answer());
            step.supersede("the answer arrived after all");
        } else {
            Costs.open(state);
        }
    }

    private static @Nullable SpecificRecord request(LeadStep step) {
        try {
            return Requests.current(step);
        } catch (RuntimeException e) {
            return null;
        }
    }

    private static List<LeadEffect> unchanged(String leadKey, LeadInput input, Instant now) {
        List<LeadEffect> effects = new ArrayList<>();
        effects.add(new LeadEffect.Counted("machine.failed", Stage.UNKNOWN));
        if (input instanceof LeadInput.Decided decided) {
            effects.add(new LeadEffect.Outcome(Decisions.outcome(
                    leadKey, decided.decision(), OutcomeKind.REFUSED, "the orchestrator failed on it", now)));
        }
        return effects;
    }
}
