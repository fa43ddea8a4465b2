package dev.leadrelay.orchestrator.lead;

import dev.leadrelay.schemas.records.Draft;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.LeadStatus;
import dev.leadrelay.schemas.records.ListSettings;
import dev.leadrelay.schemas.records.NoEvidence;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.schemas.records.ResearchStatus;
import dev.leadrelay.schemas.records.Score;
import dev.leadrelay.schemas.records.Severity;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.Tier;
import dev.leadrelay.schemas.records.Verdict;
import dev.leadrelay.schemas.records.Violation;
import java.util.List;

/**
 * The graph of the pipeline:
 *
 * <pre>
 * lead gate ──► RESEARCH ──► SCORING ──► WRITER ──► delivered, or a person's approval when the list requires it
 *    │             │            └─ a disqualifier, or a tier below the profile's deliverFrom: disqualified
 *    │             └─ no evidence: disqualified or parked, as the list says
 *    └─ only the refusal policy objects: disqualified; anything else: parked
 * </pre>
 *
 * A failed attempt and a gate that does not pass park the lead from every stage.
 */
final class LeadPipeline {
    static final String NO_EVIDENCE = "NO_EVIDENCE";
    static final String BELOW_THRESHOLD = "BELOW_THRESHOLD";
    static final String CANCELLED = "CANCELLED";
    static final String EXPIRED = "EXPIRED";

    private static final String POLICY_PREFIX = "policy.";
    private static final String CONFIDENCE_SUFFIX = "confidence";

    private LeadPipeline() {}

    /** Where a lead goes after something about it was accepted. */
    sealed interface Next {
        record Ask(Stage stage) implements Next {}

        record Deliver() implements Next {}

        record Disqualify(String reason) implements Next {}

        record Park(FailureClass failureClass, String message) implements Next {}
    }

    static Next afterLeadGate(Verdict verdict) {
        return verdict.getPassed() ? new Next.Ask(Stage.RESEARCH) : afterRejection(verdict.getViolations());
    }

    static Next afterRejection(List<Violation> violations) {
        List<Violation> stopping =
                violations.stream().filter(LeadPipeline::stops).toList();
        if (!stopping.isEmpty()
                && stopping.stream().allMatch(violation -> violation.getCode().startsWith(POLICY_PREFIX))) {
            return new Next.Disqualify(stopping.get(0).getCode());
        }
        return new Next.Park(FailureClass.CONTRACT_VIOLATION, Messages.of("the lead gate rejected the lead", stopping));
    }

    static Next after(Research research, ListSettings settings) {
        if (research.getStatus() != ResearchStatus.NO_EVIDENCE) {
            return new Next.Ask(Stage.SCORING);
        }
        return settings.getNoEvidence() == NoEvidence.PARK
                ? new Next.Park(FailureClass.UNGROUNDED, "nothing was found about the lead")
                : new Next.Disqualify(NO_EVIDENCE);
    }

    static Next after(Score score, Tier deliverFrom) {
        if (score.getDisqualifiedBy() != null) {
            return new Next.Disqualify("disqualifier." + score.getDisqualifiedBy());
        }
        // Tier's order is best first.
        boolean fits = score.getTier().compareTo(deliverFrom) <= 0;
        return fits ? new Next.Ask(Stage.WRITER) : new Next.Disqualify(BELOW_THRESHOLD);
    }

    static Next after(Draft draft, ListSettings settings) {
        return settings.getRequireApproval()
                ? new Next.Park(
                        FailureClass.APPROVAL_REQUIRED,
                        "the list requires a person's approval of the draft '" + Messages.cut(draft.getSubject()) + "'")
                : new Next.Deliver();
    }

    /** Status of a lead whose stage is asked. */
    static LeadStatus statusWhileAsking(Stage stage) {
        return switch (stage) {
            case RESEARCH -> LeadStatus.RESEARCHING;
            case SCORING -> LeadStatus.SCORING;
            case WRITER -> LeadStatus.WRITING;
            case LISTS, UNKNOWN -> throw new IllegalArgumentException(stage + " is not an agent's stage");
        };
    }

    /** The part of the lead's cap that one attempt of a stage may use: half for research, a quarter for the others. */
    static long share(Stage stage, long cap) {
        long divisor = stage == Stage.RESEARCH ? 2 : 4;
        return cap / divisor + (cap % divisor == 0 ? 0 : 1);
    }

    /** Class of a gate's objection: LOW_CONFIDENCE when nothing but the confidence asks for a person. */
    static FailureClass objection(Verdict verdict) {
        boolean confidenceOnly = verdict.getViolations().stream()
                .filter(LeadPipeline::stops)
                .allMatch(violation -> violation.getSeverity() == Severity.REVIEW
                        && violation.getCode().endsWith(CONFIDENCE_SUFFIX));
        boolean any = verdict.getViolations().stream().anyMatch(LeadPipeline::stops);
        return any && confidenceOnly ? FailureClass.LOW_CONFIDENCE : FailureClass.OUTPUT_REJECTED;
    }

    static boolean terminal(LeadStatus status) {
        return status == LeadStatus.DELIVERED || status == LeadStatus.DISQUALIFIED || status == LeadStatus.DISCARDED;
    }

    static boolean active(LeadStatus status) {
        return status == LeadStatus.RESEARCHING || status == LeadStatus.SCORING || status == LeadStatus.WRITING;
    }

    /** The violations for which the verdict did not pass. */
    static List<Violation> stopping(Verdict verdict) {
        return verdict.getViolations().stream().filter(LeadPipeline::stops).toList();
    }

    private static boolean stops(Violation violation) {
        return violation.getSeverity() != Severity.WARN;
    }
}
