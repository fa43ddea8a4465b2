package dev.leadrelay.orchestrator.protocol;

import dev.leadrelay.orchestrator.lead.StageGates;
import dev.leadrelay.schemas.records.Draft;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.ListSettings;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.schemas.records.Score;
import dev.leadrelay.schemas.records.Severity;
import dev.leadrelay.schemas.records.Tier;
import dev.leadrelay.schemas.records.Verdict;
import dev.leadrelay.schemas.records.Violation;
import java.util.List;

/** Gates that read their verdict from a text of the record: {@code bad}, {@code policy}, {@code boom}, {@code spam}; anything else passes. */
public final class TestGates implements StageGates {
    public static final String BAD = "bad";
    public static final String POLICY = "policy";
    public static final String BOOM = "boom";
    /** What only the draft gate objects to, and a person may waive. */
    public static final String SPAM = "spam";

    @Override
    public Verdict lead(Lead lead, ListSettings settings) {
        return POLICY.equals(lead.getNotes())
                ? verdict("lead/1", "policy.do-not-contact", Severity.REJECT)
                : by("lead/1", "lead.notes", lead.getNotes());
    }

    @Override
    public Verdict research(Lead lead, Research research) {
        return by("research/1", "research.name", research.getCompanyName());
    }

    @Override
    public Verdict score(Lead lead, ListSettings settings, Research research, Score score) {
        return score.getConfidence() < 0.5
                ? verdict("score/1", "score.confidence", Severity.REVIEW)
                : by("score/1", "score.summary", score.getSummary());
    }

    @Override
    public Verdict draft(Lead lead, ListSettings settings, Research research, Score score, Draft draft) {
        return SPAM.equals(draft.getSubject())
                ? verdict("draft/1", "draft.spam", Severity.REJECT)
                : by("draft/1", "draft.subject", draft.getSubject());
    }

    @Override
    public Tier deliverFrom(ListSettings settings) {
        return Tier.B;
    }

    private static Verdict by(String gate, String code, String text) {
        if (BOOM.equals(text)) {
            throw new IllegalStateException("a gate with a bug");
        }
        return BAD.equals(text) ? verdict(gate, code, Severity.REJECT) : new Verdict(gate, true, List.of());
    }

    private static Verdict verdict(String gate, String code, Severity severity) {
        return new Verdict(gate, false, List.of(new Violation(code, "", "it says so", severity)));
    }
}
