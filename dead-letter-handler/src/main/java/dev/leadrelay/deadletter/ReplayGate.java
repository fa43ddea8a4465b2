package dev.leadrelay.deadletter;

import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.DecisionKind;
import java.util.List;

/** The gates in front of the stages, as a parked request would meet them now. Thread-safe. */
final class ReplayGate {
    private static final String NOBODY = "nobody yet";

    private final DecisionCheck check;

    ReplayGate(DecisionCheck check) {
        this.check = check;
    }

    /** What the gate says. */
    sealed interface Look {
        record Passes() implements Look {}

        /** The codes of the checks that stop it, each once. */
        record Fails(List<String> codes) implements Look {}

        /** There is no gate to ask, or not all that it needs; the line says what is missing. */
        record Unknown(String line) implements Look {}
    }

    Look look(DeadLetter letter) {
        DecisionRequest retry = new DecisionRequest(letter.getDeadLetterId(), DecisionKind.RETRY, null, NOBODY, false);
        return switch (check.check(letter, retry)) {
            case Checked.Impossible impossible -> new Look.Unknown(impossible.line());
            case Checked.Result result -> result.valid() ? new Look.Passes() : new Look.Fails(stopping(result));
        };
    }

    private static List<String> stopping(Checked.Result result) {
        return result.findings().stream()
                .filter(Checked.Finding::stops)
                .map(finding -> finding.violation().getCode())
                .distinct()
                .toList();
    }
}
