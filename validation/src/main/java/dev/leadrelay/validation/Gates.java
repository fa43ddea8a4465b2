package dev.leadrelay.validation;

import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.validation.draft.DraftChecks;
import dev.leadrelay.validation.lead.LeadChecks;
import dev.leadrelay.validation.research.ResearchChecks;
import dev.leadrelay.validation.score.ScoreChecks;

/** The gates of every stage: the same for the agent, the orchestrator and the dead-letter handler. */
public final class Gates {
    private Gates() {}

    /** The gate in front of research, with default thresholds. */
    public static Gate<Lead> lead(RefusalPolicy policy) {
        return lead(policy, LeadLimits.DEFAULT);
    }

    public static Gate<Lead> lead(RefusalPolicy policy, LeadLimits limits) {
        return new Gate<>("lead/1", LeadChecks.all(policy, limits));
    }

    /** The gate behind research, with default thresholds. */
    public static Gate<ResearchSubject> research() {
        return research(ResearchLimits.DEFAULT);
    }

    public static Gate<ResearchSubject> research(ResearchLimits limits) {
        return new Gate<>("research/1", ResearchChecks.all(limits));
    }

    /** The gate behind scoring; its thresholds are the profile's. */
    public static Gate<ScoreSubject> score() {
        return new Gate<>("score/1", ScoreChecks.all());
    }

    /** The gate behind writing, with default thresholds. */
    public static Gate<DraftSubject> draft() {
        return draft(DraftLimits.DEFAULT);
    }

    public static Gate<DraftSubject> draft(DraftLimits limits) {
        return new Gate<>("draft/1", DraftChecks.all(limits));
    }
}
