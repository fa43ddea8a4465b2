package dev.leadrelay.agent.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.schemas.records.RunStep;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class RunLogTest {
    private final RunLog log = new RunLog(Fixtures.CLOCK, new Redaction(List.of("s3cret-key", "x")));

    @Test
    void boundsPayloadsAndSteps() {
        log.note("long", "a".repeat(RunLog.MAX_PAYLOAD + 5));
        for (int i = 0; i < RunLog.MAX_STEPS + 10; i++) {
            log.note("step", "n");
        }

        List<RunStep> steps = log.steps();
        assertThat(steps.getFirst().getOutput()).endsWith("(5 more characters)");
        assertThat(steps).hasSize(RunLog.MAX_STEPS + 1);
        assertThat(steps.getLast().getOutput()).isEqualTo("11 more steps were dropped");
    }

    @Property
    void noKnownSecretSurvives(
            @ForAll @StringLength(max = 30) String before, @ForAll @StringLength(max = 30) String after) {
        String kept = new Redaction(List.of("s3cret-key")).apply(before + "s3cret-key" + after);

        assertThat(kept).doesNotContain("s3cret-key").contains("[redacted]");
    }

    @Test
    void usualFormsOfSecretsAreRedactedAndWordsAreNot() {
        Redaction redaction = new Redaction(List.of());

        assertThat(redaction.apply("Authorization: Bearer abcdefgh1234.xyz end"))
                .isEqualTo("Authorization: [redacted] end");
        assertThat(redaction.apply("key sk-abcdefghijklmnop1234 end")).isEqualTo("key [redacted] end");
        assertThat(redaction.apply("the bearer of news, risk-averse")).isEqualTo("the bearer of news, risk-averse");
    }
}
