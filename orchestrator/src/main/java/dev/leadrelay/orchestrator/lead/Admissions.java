package dev.leadrelay.orchestrator.lead;

import dev.leadrelay.schemas.records.AdmissionKind;
import dev.leadrelay.schemas.records.LeadAdmitted;
import dev.leadrelay.schemas.records.LeadState;
import dev.leadrelay.schemas.records.LeadStatus;
import dev.leadrelay.schemas.records.Stage;

/** What the list machine's word does to a lead. */
final class Admissions {
    private final StageGates gates;

    Admissions(StageGates gates) {
        this.gates = gates;
    }

    /** True for an admission that can make a lead known. */
    static boolean begins(LeadAdmitted admission) {
        boolean complete = admission.getLead() != null && admission.getSettings() != null;
        return switch (admission.getKind()) {
            case START, REJECTED, CANCEL -> complete;
            case RESUME, UNKNOWN -> false;
        };
    }

    void begin(LeadStep step, LeadAdmitted admission) {
        step.keep(LeadPayload.ADMITTED, admission);
        switch (admission.getKind()) {
            case START -> Moves.dispatch(step, Stage.RESEARCH);
            case REJECTED ->
                Moves.follow(step, LeadPipeline.afterRejection(admission.getViolations()), admission.getViolations());
            case CANCEL -> Moves.end(step, LeadStatus.DISCARDED, LeadPipeline.CANCELLED);
            case RESUME, UNKNOWN -> throw new IllegalArgumentException(admission.getKind() + " begins no lead");
        }
    }

    void take(LeadStep step, LeadAdmitted admission) {
        LeadState.Builder state = step.state();
        boolean dispatches = admission.getKind() == AdmissionKind.START || admission.getKind() == AdmissionKind.RESUME;
        if (admission.getKind() == AdmissionKind.CANCEL) {
            cancel(step);
        } else if (dispatches && state.getStatus() == LeadStatus.WAITING) {
            state.setCapTokens(admission.getCapTokens()).setCapCostMicros(admission.getCapCostMicros());
            if (state.getStage() == Stage.LISTS) {
                Moves.gateAgain(step, gates);
            } else {
                Moves.dispatch(step, state.getStage());
            }
        } else {
            step.count("admission.unexpected", state.getStage());
        }
    }

    private static void cancel(LeadStep step) {
        LeadState.Builder state = step.state();
        if (LeadPipeline.active(state.getStatus())) {
            state.setCancelRequested(true);
        } else if (LeadPipeline.terminal(state.getStatus())) {
            step.count("cancel.too-late", state.getStage());
        } else {
            step.supersede("the list was cancelled");
            Moves.end(step, LeadStatus.DISCARDED, LeadPipeline.CANCELLED);
        }
    }
}
