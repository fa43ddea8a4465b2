package dev.leadrelay.agent;

import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.Severity;
import dev.leadrelay.schemas.records.Verdict;
import dev.leadrelay.schemas.records.Violation;
import java.util.List;

/** What a verdict means to the runtime: repair, review or pass; and which failure class its violations are. Pure. */
public final class Verdicts {

    /** Parts of a code that say the output rests on something that is not there: UNGROUNDED, not OUTPUT_REJECTED. */
    private static final List<String> GROUNDING =
            List.of("evidence", "quote", "citation", "cited", "cites", "source", "ungrounded", "grounding", "grounded");

    private Verdicts() {}

    /** True when the record must not move on. */
    public static boolean rejects(Verdict verdict) {
        return !rejecting(verdict).isEmpty();
    }

    /** True when nothing rejects the record but a person must look at it. */
    public static boolean needsReview(Verdict verdict) {
        return !rejects(verdict) && !forReview(verdict).isEmpty();
    }

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
        return violations.stream().anyMatch(v -> isGrounding(v.getCode()))
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

    /** A verdict of the given gate with exactly these violations. */
    public static Verdict of(String gate, List<Violation> violations) {
        boolean passed = violations.stream().allMatch(v -> v.getSeverity() == Severity.WARN);
        return Verdict.newBuilder()
                .setGate(gate)
                .setPassed(passed)
                .setViolations(List.copyOf(violations))
                .build();
    }

    /** A violation that rejects. */
    public static Violation reject(String code, String path, String message) {
        return Violation.newBuilder()
                .setCode(code)
                .setPath(path)
                .setMessage(message)
                .setSeverity(Severity.REJECT)
                .build();
    }

    private static boolean isGrounding(String code) {
        for (String part : code.split("[._-]", -1)) {
            if (GROUNDING.contains(part)) {
                return true;
            }
        }
        return false;
    }
}
