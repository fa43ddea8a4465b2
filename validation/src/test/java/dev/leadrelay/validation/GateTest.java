package dev.leadrelay.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.schemas.records.Severity;
import dev.leadrelay.schemas.records.Verdict;
import dev.leadrelay.schemas.records.Violation;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class GateTest {
    private record Rule(String code, Function<String, List<Violation>> body) implements Check<String> {
        @Override
        public List<Violation> check(String subject) {
            return body.apply(subject);
        }
    }

    private static Verdict verdict(Violation... violations) {
        return new Gate<>("t/1", List.of(new Rule("t.rule", s -> List.of(violations)))).check("x");
    }

    @Test
    void anEmptyVerdictPassesAndCarriesTheGatesName() {
        Verdict verdict = verdict();
        assertThat(verdict.getPassed()).isTrue();
        assertThat(verdict.getGate()).isEqualTo("t/1");
    }

    @Test
    void onlyWarningsPass() {
        assertThat(verdict(Violations.warn("t.w", "", "w")).getPassed()).isTrue();
        Verdict review = verdict(Violations.review("t.r", "", "r"), Violations.warn("t.w", "", "w"));
        assertThat(review.getPassed()).isFalse();
        assertThat(Verdicts.needsReview(review)).isTrue();
        assertThat(Verdicts.rejects(review)).isFalse();
        Verdict reject = verdict(Violations.review("t.r", "", "r"), Violations.reject("t.x", "", "x"));
        assertThat(Verdicts.rejects(reject)).isTrue();
        assertThat(Verdicts.needsReview(reject)).isFalse();
    }

    @Test
    void aCheckThatThrowsClosesTheGateAndTheOthersStillRun() {
        Check<String> broken = new Rule("t.broken", s -> {
            throw new IllegalStateException("line\nbreak");
        });
        Check<String> sound = new Rule("t.sound", s -> List.of(Violations.warn("t.sound", "", "seen")));
        Verdict verdict = new Gate<>("t/1", List.of(broken, sound)).check("x");
        assertThat(verdict.getPassed()).isFalse();
        assertThat(Fixtures.codes(verdict)).containsExactly(Gate.CHECK_FAILED, "t.sound");
        assertThat(verdict.getViolations().getFirst().getSeverity()).isEqualTo(Severity.REJECT);
        assertThat(verdict.getViolations().getFirst().getMessage())
                .doesNotContain("\n")
                .contains("t.broken");
    }

    @Test
    void structuralViolationsAreKnownByTheirCode() {
        assertThat(Verdicts.isStructural(Violations.reject("draft.footer", "", "")))
                .isTrue();
        assertThat(Verdicts.isStructural(Violations.reject("draft.spam", "", "")))
                .isFalse();
    }
}
