package dev.leadrelay.validation;

import dev.leadrelay.schemas.records.Severity;
import dev.leadrelay.schemas.records.Verdict;
import dev.leadrelay.schemas.records.Violation;
import java.util.List;
import java.util.Set;

/** Makes and reads verdicts. */
public final class Verdicts {
    /** Prefix of the codes by which the refusal policy says what the system will not work on. */
    public static final String POLICY_PREFIX = "policy.";

    /**
     * Codes of structural violations: the record contradicts itself, the profile or the law, so a later stage or a
     * reader could not rely on it. Nobody can waive them.
     */
    public static final Set<String> STRUCTURAL_CODES = Set.of(
            Gate.CHECK_FAILED,
            "lead.incomplete",
            "lead.too-large",
            "lead.control-character",
            "research.uncited-claim",
            "research.unknown-evidence",
            "research.evidence-id",
            "research.status",
            "research.duplicate-evidence",
            "research.control-character",
            "research.contradiction-form",
            "score.profile",
            "score.criteria",
            "score.level",
            "score.points",
            "score.total",
            "score.tier",
            "score.unknown-evidence",
            "score.disqualifier",
            "score.votes",
            "draft.subject",
            "draft.body-empty",
            "draft.unknown-evidence",
            "draft.footer",
            "draft.control-character");

    private Verdicts() {}

    /** The verdict of a gate that found these violations. */
    public static Verdict of(String gate, List<Violation> violations) {
        boolean passed = violations.stream().allMatch(v -> v.getSeverity() == Severity.WARN);
        return new Verdict(gate, passed, List.copyOf(violations));
    }

    /** True when a violation stops the record. An unknown severity counts as one: it comes from a newer gate. */
    public static boolean rejects(Verdict verdict) {
        return verdict.getViolations().stream()
                .anyMatch(v -> v.getSeverity() == Severity.REJECT || v.getSeverity() == Severity.UNKNOWN);
    }

    /** True when nothing stops the record but a person must look at it. */
    public static boolean needsReview(Verdict verdict) {
        return !rejects(verdict) && verdict.getViolations().stream().anyMatch(v -> v.getSeverity() == Severity.REVIEW);
    }

    /** True when the refusal policy is among the reasons to stop the record. */
    public static boolean refusedByPolicy(Verdict verdict) {
        return verdict.getViolations().stream()
                .anyMatch(v -> v.getSeverity() == Severity.REJECT && v.getCode().startsWith(POLICY_PREFIX));
    }

    /** True when nobody may waive this violation. */
    public static boolean isStructural(Violation violation) {
        return STRUCTURAL_CODES.contains(violation.getCode());
    }
}
