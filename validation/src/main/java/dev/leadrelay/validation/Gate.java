package dev.leadrelay.validation;

import dev.leadrelay.schemas.records.Verdict;
import dev.leadrelay.schemas.records.Violation;
import java.util.ArrayList;
import java.util.List;

/**
 * A named list of checks; its verdict is their sum. Total: it never throws, whatever a foreign producer sent. Immutable.
 *
 * @param <T> what is checked
 */
public final class Gate<T> {
    /** Code of the violation that stands for a check that threw. */
    public static final String CHECK_FAILED = "gate.check-failed";

    private final String name;
    private final List<Check<T>> checks;

    /** @param name name and version, for example {@code draft/1} */
    public Gate(String name, List<? extends Check<T>> checks) {
        this.name = name;
        this.checks = List.copyOf(checks);
    }

    /** Name and version, for example {@code draft/1}. */
    public String name() {
        return name;
    }

    /** Codes of the checks, in their order. */
    public List<String> codes() {
        return checks.stream().map(Check::code).toList();
    }

    /** The verdict on a subject: everything the checks found, in their order. */
    public Verdict check(T subject) {
        List<Violation> violations = new ArrayList<>();
        for (Check<T> check : checks) {
            violations.addAll(run(check, subject));
        }
        return Verdicts.of(name, violations);
    }

    private List<Violation> run(Check<T> check, T subject) {
        try {
            return check.check(subject);
        } catch (RuntimeException | StackOverflowError e) {
            // A check that fails must close the gate, not the pipeline.
            String message = "the check " + check.code() + " failed: "
                    + e.getClass().getSimpleName() + " " + Violations.shortened(String.valueOf(e.getMessage()));
            return List.of(Violations.reject(CHECK_FAILED, "", message));
        }
    }
}
