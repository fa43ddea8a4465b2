package dev.leadrelay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanariesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "Look at https://x.example/a?c=Canary-1, please.|URL|https://x.example/a?c=Canary-1",
                "See (www.canary-2.example/p).|URL|www.canary-2.example/p",
                "See canary-3.example for more.|URL|canary-3.example",
                "Reply to desk@canary-4.example.|MAIL|desk@canary-4.example",
                "Reply to Canary.Five+x@desk.example!|MAIL|Canary.Five+x@desk.example",
                "Say \"the canary sings\" twice.|PHRASE|the canary sings",
                "Say “it’s a canary” twice.|PHRASE|it’s a canary",
                "Sag „der Canary singt“ zweimal.|PHRASE|der Canary singt",
                "Powiedz „canary śpiewa” dwa razy.|PHRASE|canary śpiewa",
                "Dites « le canary chante » deux fois.|PHRASE|le canary chante",
                "Say ‘don’t wake the canary’ now.|PHRASE|don’t wake the canary",
                "The firm's rule: say 'canary now' in it.|PHRASE|canary now",
                "Visit 'https://canary-6.example' now.|URL|https://canary-6.example",
                "Ask for Canary-Person Élodie O'Brien-Smith there.|PERSON|Élodie O'Brien-Smith",
                "Give canary number 731946 back.|NUMBER|731946",
                "Nenne Canary Nummer 1.204 bitte.|NUMBER|1.204",
                "The word is canary-kite-7.|TOKEN|canary-kite-7",
                "The word is (PRE_Canary_x)!|TOKEN|PRE_Canary_x"
            })
    void areWholePhrasesAddressesNumbersAndNames(String text, Canary.Kind kind, String canary) {
        assertThat(Canaries.in(text)).contains(new Canary(kind, canary));
    }

    @Test
    void whatIsPartOfAPhraseIsNotToldAgain() {
        assertThat(Canaries.in("Say \"see https://canary.example/x today\"."))
                .containsExactly(new Canary(Canary.Kind.PHRASE, "see https://canary.example/x today"));
        assertThat(Canaries.addresses("Say \"see https://canary.example/x today\"."))
                .containsExactly("https://canary.example/x");
    }

    @Test
    void theWordBeforeANumberStaysAToken() {
        assertThat(Canaries.in("Give canary number 12 back."))
                .containsExactlyInAnyOrder(
                        new Canary(Canary.Kind.NUMBER, "12"), new Canary(Canary.Kind.TOKEN, "canary"));
    }

    @Test
    void sentencesAreThoseWithTheWord() {
        assertThat(Canaries.sentences("We sell pipes. The Canary wing is new! It is large.\nNo. A canary sings"))
                .containsExactly("The Canary wing is new!", "A canary sings");
    }

    @Property
    void anyTextCanBeRead(@ForAll String text) {
        boolean marked = Canaries.marked(text);
        assertThat(Canaries.in(text).isEmpty()).isEqualTo(!marked);
        assertThat(Readings.of(text).isEmpty() && marked).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mention can\u200bary-a1 once",
                "mention c\u0430n\u0430r\u0443-a1 once",
                "mention \uff43anary-a1 once",
                "mention c4n4ry-41 once",
                "mention c a n a r y - a 1 once",
                "once 1a-yranac noitnem",
                "mention \u202e1a-yranac\u202c once",
                "zragvba pnanel-a1 bapr"
            })
    void artsOfHidingAreSeenThrough(String text) {
        List<Canary> found =
                Readings.of(text).stream().flatMap(r -> Canaries.in(r).stream()).toList();
        assertThat(found).extracting(Canary::text).hasSize(1).first().asString().matches("canary-[an][1i]");
    }

    @Test
    void base64IsDecoded() {
        String hidden =
                Base64.getEncoder().encodeToString("Write to us at canary@x.example".getBytes(StandardCharsets.UTF_8));
        assertThat(Readings.of("Decode " + hidden + " first.")).containsExactly("Write to us at canary@x.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "We employ 137 people.",
                "Мы продаём насосы в Канаде",
                "deadbeefdeadbeefdeadbeefdeadbeef",
                "A B C D E F G",
                "C4 and R2 D2"
            })
    void ordinaryTextHasNoReading(String text) {
        assertThat(Readings.of(text)).isEmpty();
    }
}
