package dev.leadrelay.orchestrator.lead;

import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.LeadState;
import dev.leadrelay.schemas.records.LeadStatus;
import dev.leadrelay.schemas.records.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one timer of a lead: it watches a request that waits, the age of a parked lead, and how long an ended one is
 * remembered. It is armed again when due; only a new request after a long rest moves it forward.
 */
final class Timers {
    private final LeadLimits limits;

    Timers(LeadLimits limits) {
        this.limits = limits;
    }

    /** Handles a due timer; true when the lead is to be forgotten. */
    boolean due(LeadStep step, Function<Stage, StageHealth> health) {
        LeadState.Builder state = step.state();
        Instant armed = state.getTimerAt();
        if (armed != null && armed.isAfter(step.now())) {
            return false;
        }
        state.setTimerAt(null);
        if (LeadPipeline.active(state.getStatus())) {
            watch(step, health.apply(state.getStage()));
        } else if (state.getStatus() == LeadStatus.PARKED
                && isOver(state.getParkedAt(), limits.parkedLimit(), step.now())) {
            step.supersede("the lead was parked too long");
            Moves.end(step, LeadStatus.DISCARDED, LeadPipeline.EXPIRED);
        } else if (LeadPipeline.terminal(state.getStatus())) {
            return isOver(state.getEndedAt(), limits.stubRetention(), step.now());
        }
        return false;
    }

    /** Arms the timer when the lead needs one earlier than it has. */
    void arm(LeadStep step) {
        LeadState.Builder state = step.state();
        Instant need = need(state, step.now());
        Instant armed = state.getTimerAt();
        if (need != null && (armed == null || need.isBefore(armed))) {
            state.setTimerAt(need);
            step.effect(new LeadEffect.Timer(armed, need));
        }
    }

    private void watch(LeadStep step, StageHealth health) {
        LeadState.Builder state = step.state();
        Instant dispatchedAt = state.getDispatchedAt();
        Instant latest = health.latestAnswered();
        if (state.getOvertakenAt() == null && latest != null && dispatchedAt != null && latest.isAfter(dispatchedAt)) {
            state.setOvertakenAt(step.now());
        }
        boolean counts = state.getOvertakenAt() != null && health.healthy();
        Instant last = state.getPolledAt();
        if (counts && last != null && step.now().isAfter(last)) {
            state.setHealthyMillis(state.getHealthyMillis()
                    + Duration.between(last, step.now()).toMillis());
        }
        state.setPolledAt(counts ? step.now() : null);
        if (isOver(dispatchedAt, limits.dispatchLimit(), step.now())
                || state.getHealthyMillis() >= limits.stageDeadline().toMillis()) {
            timeOut(step);
        }
    }

    private static void timeOut(LeadStep step) {
        Costs.open(step.state());
        if (step.state().getCancelRequested()) {
            Moves.end(step, LeadStatus.DISCARDED, LeadPipeline.CANCELLED);
        } else {
            Moves.park(step, Moves.Failure.of(FailureClass.STAGE_TIMEOUT, "no answer came in time"));
        }
    }

    private @Nullable Instant need(LeadState.Builder state, Instant now) {
        if (LeadPipeline.active(state.getStatus())) {
            return now.plus(limits.pollInterval());
        }
        if (state.getStatus() == LeadStatus.PARKED) {
            return later(state.getParkedAt(), limits.parkedLimit());
        }
        return LeadPipeline.terminal(state.getStatus()) ? later(state.getEndedAt(), limits.stubRetention()) : null;
    }

    private static @Nullable Instant later(@Nullable Instant from, Duration by) {
        return from == null ? null : from.plus(by);
    }

    private static boolean isOver(@Nullable Instant from, Duration limit, Instant now) {
        return from != null && !now.isBefore(from.plus(limit));
    }
}
