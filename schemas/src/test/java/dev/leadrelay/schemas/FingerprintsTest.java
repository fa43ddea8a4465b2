package dev.leadrelay.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.Stage;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.constraints.UniqueElements;

class FingerprintsTest {
    private static String of(String message) {
        return Fingerprints.of(Stage.RESEARCH, FailureClass.TOOL_FAILED, message);
    }

    @Property
    void numbersIdsQuotedValuesAndUrlsMakeNoDifference(
            @ForAll long number, @ForAll int id, @ForAll @AlphaChars String value, @ForAll @AlphaChars String host) {
        String hex = Identifiers.shortHash(Integer.toString(id));
        String message = "Call %d of \"%s\" (%s) at https://%s.example/x?y=1 took %d,5 ms"
                .formatted(Math.abs(number / 2), value, hex, host, Math.abs((long) id));

        assertThat(of(message)).isEqualTo(of("call 1 of \"Acme\" (0123456789abcdef) at http://a.b took 3 ms"));
    }

    @Property
    void neverFailsAndIsStable(@ForAll String message, @ForAll Stage stage, @ForAll FailureClass failure) {
        String fingerprint = Fingerprints.of(stage, failure, message);

        assertThat(fingerprint).matches("[0-9a-f]{32}");
        assertThat(Fingerprints.of(stage, failure, message)).isEqualTo(fingerprint);
    }

    @Property
    void normalisingTwiceChangesNothing(@ForAll @CharRange(from = ' ', to = '~') @StringLength(max = 60) String text) {
        String once = Fingerprints.normalised(text.replaceAll("[<>'\"`]", ""));
        assertThat(Fingerprints.normalised(once)).isEqualTo(once);
    }

    @Property
    void stagesAndClassesDiffer(
            @ForAll @UniqueElements @net.jqwik.api.constraints.Size(2) java.util.List<FailureClass> classes) {
        assertThat(Fingerprints.of(Stage.WRITER, classes.get(0), "m"))
                .isNotEqualTo(Fingerprints.of(Stage.WRITER, classes.get(1), "m"))
                .isNotEqualTo(Fingerprints.of(Stage.SCORING, classes.get(0), "m"));
    }

    @Example
    void wordsStay() {
        assertThat(Fingerprints.normalised("The model's answer hasn't a Subject,  it's 'Too long'"))
                .isEqualTo("the model's answer hasn't a subject, it's <value>");
        assertThat(Fingerprints.normalised("effaced facade at 3.5 kB; id deadbeef1"))
                .isEqualTo("effaced facade at <n> kb; id <id>");
        assertThat(of("no subject")).isNotEqualTo(of("no body"));
    }

    @Example
    void longMessagesAreCutFirst() {
        assertThat(Fingerprints.normalised("a".repeat(5000))).hasSize(2000);
        assertThat(Fingerprints.normalised("'".repeat(100_000))).isNotNull();
    }
}
