package dev.leadrelay.agent;

import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.Severity;
import dev.leadrelay.schemas.records.Verdict;
import dev.leadrelay.schemas.records.Violation;
import java.util.List;
import java.util.Set;

/** What the violations of a verdict mean to the runtime: which stop a record, and which failure class they are. Pure. */
public final class Findings {

    /** Codes of violations that say the output rests on something that is not there: UNGROUNDED, not OUTPUT_REJECTED. */
    static final Set<String> GROUNDING_CODES = Set.of(
            "research.uncited-claim",
            "research.not-borne-out",
            "research.unknown-evidence",
            "research.ungrounded-number",
            "research.quote",
            "research.quote-not-returned",
            "research.url-not-returned",
            "research.evidence-id",
            "score.uncited-criterion",
            "score.uncited-disqualifier",
            "score.unknown-evidence",
            "draft.uncited",
            "draft.unknown-evidence",
            "draft.ungrounded-date",
            "draft.ungrounded-number",
            "draft.ungrounded-url",
            "draft.fact-unused",
            "draft.not-borne-out");

    private Findings() {}

    /** The violations that stop the record; one of an unknown severity does. */
    public static List<Violation> rejecting(Verdict verdict) {
        return verdict.getViolations().stream()
                .filter(v -> v.getSeverity() == Severity.REJECT || v.getSeverity() == Severity.UNKNOWN)
                .toList();
    }

    /** The violations that ask for a person. */
    public static List<Violation> forReview(Verdict verdict) {
        return verdict.getViolations().stream()
                .filter(v -> v.getSeverity() == Severity.REVIEW)
                .toList();
    }

    /** UNGROUNDED when any of the violations is about evidence, else OUTPUT_REJECTED. */
    public static FailureClass classOf(List<Violation> violations) {
        return violations.stream().anyMatch(v -> GROUNDING_CODES.contains(v.getCode()))
                ? FailureClass.UNGROUNDED
                : FailureClass.OUTPUT_REJECTED;
    }

    /** One sentence: the first violation, and how many more there are. */
    public static String summary(List<Violation> violations) {
        if (violations.isEmpty()) {
            return "rejected without a violation";
        }
        Violation first = violations.getFirst();
        String more = violations.size() == 1 ? "" : " (and " + (violations.size() - 1) + " more)";
        return first.getCode() + ": " + first.getMessage() + more;
    }
}
