package dev.leadrelay.validation;

import dev.leadrelay.schemas.records.Severity;
import dev.leadrelay.schemas.records.Verdict;
import dev.leadrelay.schemas.records.Violation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What a person may let pass although a gate objects: by code, under a name, and never what is structural. */
public final class Waivers {
    /** Code of the warning that says in a verdict who accepted the record. */
    public static final String ACCEPTED = "triage.accepted";

    private Waivers() {}

    /** True when the violation stops the record but a person may let it pass. */
    public static boolean waivable(Violation violation) {
        return stops(violation) && !Verdicts.isStructural(violation);
    }

    /** What still stops the record when these codes are waived. */
    public static List<Violation> objections(Verdict verdict, Collection<String> waived) {
        return verdict.getViolations().stream()
                .filter(Waivers::stops)
                .filter(violation -> !(waivable(violation) && waived.contains(violation.getCode())))
                .toList();
    }

    /**
     * The verdict that travels with a record that a person accepted: it passed, what was waived is among its warnings under
     * the person's name, and so is the acceptance itself.
     *
     * @throws IllegalArgumentException when something still stops the record
     */
    public static Verdict accepted(Verdict verdict, Collection<String> waived, String by) {
        if (!objections(verdict, waived).isEmpty()) {
            throw new IllegalArgumentException("the gate " + verdict.getGate() + " still objects");
        }
        String name = Violations.shortened(by);
        List<Violation> violations = new ArrayList<>();
        violations.add(Violations.warn(ACCEPTED, "", name + " accepted it after it had been rejected"));
        for (Violation violation : verdict.getViolations()) {
            violations.add(stops(violation) ? waived(violation, name) : violation);
        }
        return Verdicts.of(verdict.getGate(), violations);
    }

    private static Violation waived(Violation violation, String by) {
        String message = "waived by " + by + ": " + violation.getMessage();
        return Violations.warn(violation.getCode(), violation.getPath(), message);
    }

    private static boolean stops(Violation violation) {
        return violation.getSeverity() != Severity.WARN;
    }
}
