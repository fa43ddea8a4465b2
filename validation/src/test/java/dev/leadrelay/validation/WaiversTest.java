package dev.leadrelay.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leadrelay.schemas.records.Severity;
import dev.leadrelay.schemas.records.Verdict;
import dev.leadrelay.schemas.records.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaiversTest {
    private static final Violation SPAM = Violations.reject("draft.spam", "/body", "it shouts");
    private static final Violation CLOSE = Violations.review("score.low-confidence", "", "the votes differ");
    private static final Violation FOOTER = Violations.reject("draft.footer", "/footer", "it is another");
    private static final Violation HINT = Violations.warn("draft.exclamation", "/body", "one is enough");

    @Test
    void leavesWhatIsNotNamedAndWhatIsStructural() {
        Verdict verdict = Verdicts.of("draft/1", List.of(SPAM, CLOSE, FOOTER, HINT));
        assertThat(Waivers.objections(verdict, List.of())).containsExactly(SPAM, CLOSE, FOOTER);
        assertThat(Waivers.objections(verdict, List.of("draft.spam", "draft.footer")))
                .containsExactly(CLOSE, FOOTER);
        assertThat(Waivers.waivable(SPAM)).isTrue();
        assertThat(Waivers.waivable(FOOTER)).isFalse();
        assertThat(Waivers.waivable(HINT)).isFalse();
    }

    @Test
    void aSeverityOfANewerGateStopsUntilItIsWaived() {
        Violation unknown = new Violation("draft.new", "", "something new", Severity.UNKNOWN);
        Verdict verdict = Verdicts.of("draft/2", List.of(unknown));
        assertThat(Waivers.objections(verdict, List.of())).containsExactly(unknown);
        assertThat(Waivers.objections(verdict, List.of("draft.new"))).isEmpty();
    }

    @Test
    void theAcceptedVerdictPassesAndNamesWhoWaivedWhat() {
        Verdict accepted = Waivers.accepted(
                Verdicts.of("draft/1", List.of(SPAM, HINT)), List.of("draft.spam", "draft.links"), "ann\n");
        assertThat(accepted.getPassed()).isTrue();
        assertThat(accepted.getGate()).isEqualTo("draft/1");
        assertThat(accepted.getViolations())
                .containsExactly(
                        Violations.warn(Waivers.ACCEPTED, "", "ann  accepted it after it had been rejected"),
                        Violations.warn("draft.spam", "/body", "waived by ann : it shouts"),
                        HINT);
    }

    @Test
    void nothingIsAcceptedThatAGateStillStops() {
        Verdict verdict = Verdicts.of("draft/1", List.of(FOOTER));
        assertThatThrownBy(() -> Waivers.accepted(verdict, List.of("draft.footer"), "ann"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
