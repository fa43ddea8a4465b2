package dev.leadrelay.validation;

/** The gates behind the stages: the same set for the agents and for the orchestrator, or one of them lets pass what the other stops. Immutable. */
public record GateSet(Gate<ResearchSubject> research, Gate<ScoreSubject> score, Gate<DraftSubject> draft) {

    /** All checks, with default thresholds. */
    public static GateSet standard() {
        return new GateSet(Gates.research(), Gates.score(), Gates.draft());
    }
}
