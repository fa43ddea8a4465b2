package dev.leadrelay.deadletter;

import dev.leadrelay.schemas.records.Severity;
import dev.leadrelay.schemas.records.Violation;
import java.util.List;

/** What the check of a decision says before it is taken. */
sealed interface Checked {
    /** It cannot be checked; one line says why. */
    record Impossible(String line) implements Checked {}

    /**
     * What schema and gate say.
     *
     * @param diff what the person changed
     * @param content what the decision would carry; nothing that schema or gate object to is ever sent
     */
    record Result(List<Finding> findings, List<TreeDiff.Change> diff, DecisionContent content) implements Checked {
        boolean valid() {
            return findings.stream().noneMatch(Finding::stops);
        }

        /** The first objection and how many more there are, in one line. */
        String line() {
            List<Finding> stopping = findings.stream().filter(Finding::stops).toList();
            if (stopping.isEmpty()) {
                return "nothing is wrong";
            }
            Violation first = stopping.get(0).violation();
            String where = first.getPath().isEmpty() ? "" : " at " + first.getPath();
            String more = stopping.size() == 1 ? "" : " (and " + (stopping.size() - 1) + " more)";
            String remedy = stopping.stream().allMatch(Finding::waivable) ? "; edit it, or waive it by code" : "";
            return first.getCode() + where + ": " + first.getMessage() + more + remedy;
        }
    }

    /**
     * One violation.
     *
     * @param waivable true when a person may let it pass
     * @param waived true when this one does
     */
    record Finding(Violation violation, boolean waivable, boolean waived) {
        boolean stops() {
            return !waived && violation.getSeverity() != Severity.WARN;
        }
    }
}
