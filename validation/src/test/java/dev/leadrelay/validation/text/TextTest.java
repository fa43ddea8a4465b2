package dev.leadrelay.validation.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {
    private static boolean dated(String text, String source) {
        assertThat(Dates.mentions(text)).as("dates in %s", text).isNotEmpty();
        return Dates.mentions(text).stream().allMatch(date -> date.groundedIn(Dates.mentions(source)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "12 March 2025 | 2025-03-12", "12. März 2025 | 12.03.2025", "March 2025 | 12 March 2025",
                        "March 12th | on March 12, 2025",
                "03/12/2025 | 12 March 2025", "12/03/2025 | 12 March 2025", "im Mai 2024 | May 2024",
                        "12 de marzo de 2025 | 12 mars 2025"
            })
    void oneDateInTwoSpellings(String text, String source) {
        assertThat(dated(text, source)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "13 March 2025 | 2025-03-12",
                "12 March 2025 | March 2025",
                "March 2024 | March 2025",
                "April 2025 | March 2025",
                "12.03.2025 | 3 December 2025"
            })
    void otherDatesAreOther(String text, String source) {
        assertThat(dated(text, source)).isFalse();
    }

    @Test
    void wordsAreNoDates() {
        assertThat(Dates.mentions("You may 20 times march on; in March, at 5; 99.99.2020; 1.2.3"))
                .isEmpty();
    }

    @Test
    void addressesAreFoundAndSentencesAreNot() {
        assertThat(Addresses.mentions("See https://A.example/x/, www.b.example. and c-d.co.uk; mail e@f.example!"))
                .extracting(Addresses.Mention::normal)
                .containsExactly("a.example/x", "b.example", "c-d.co.uk", "e@f.example");
        assertThat(Addresses.mentions("We met.In Berlin, e.g. at 3.5 or z.B. dort.Das war gut."))
                .isEmpty();
    }

    @Test
    void hostsAreCompared() {
        assertThat(Addresses.host("https://user@WWW.a.example:8080/x?y#z")).isEqualTo("a.example");
        assertThat(Addresses.host("b@c.example")).isEqualTo("c.example");
        assertThat(Addresses.within("x.a.example", "a.example")).isTrue();
        assertThat(Addresses.within("xa.example", "a.example")).isFalse();
        assertThat(Addresses.within("a.example", "")).isFalse();
    }

    @Test
    void spellingsFold() {
        assertThat(Folding.fold("MÜLLER-Straße Łódź Søren Ægir")).isEqualTo("muller-strasse lodz soren aegir");
        assertThat(Folding.foldGerman("Mu\u0308ller")).isEqualTo("mueller");
        assertThat(Folding.words("O’Brien's Co. 12")).containsExactly("o", "brien", "s", "co", "12");
        assertThat(Folding.squeeze(" a\u00A0\n b ")).isEqualTo("a b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"Acme GmbH | Apex GmbH", "Blue Ocean Ltd | Blue Mountain Ltd", "Holding | Müller", "田中製作所 | 山田製作所"
            })
    void otherCompaniesAreOther(String one, String other) {
        assertThat(Companies.compatible(one, other)).isFalse();
        assertThat(Companies.namedIn(one, other)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Acme GmbH | Acme's new site",
                "S.A.P. SE | die SAP wächst",
                "Bäckerei Groß | Baeckerei Gross öffnet",
                "株式会社田中製作所 | 田中製作所は東京にある",
                "AT&T Inc. | At AT&T we"
            })
    void companiesAreNamed(String company, String text) {
        assertThat(Companies.namedIn(company, text)).isTrue();
    }

    @Test
    void languagesAreGuessedOnlyWhenClear() {
        assertThat(Languages.guess("We have seen that you and your team are at the fair with our friends."))
                .isEqualTo("en");
        assertThat(Languages.guess(
                        "Wir haben gesehen, dass Sie mit Ihrem Team auf der Messe sind und die Halle zu klein ist."))
                .isEqualTo("de");
        assertThat(Languages.guess("Nous avons vu que vous êtes dans la salle avec votre équipe et les amis."))
                .isEqualTo("fr");
        assertThat(Languages.guess("Leipzig, Berlin, Hamburg")).isEmpty();
        assertThat(Languages.primary("DE-at")).isEqualTo("de");
    }

    @Property
    void anyTextCanBeRead(@ForAll String text, @ForAll String other) {
        assertThat(Folding.squeeze(Folding.squeeze(text))).isEqualTo(Folding.squeeze(text));
        Dates.mentions(text).forEach(date -> assertThat(date.text()).isNotEmpty());
        assertThat(Addresses.without(text, Addresses.mentions(text))).hasSameSizeAs(text);
        assertThat(Companies.compatible(text, other)).isEqualTo(Companies.compatible(other, text));
        assertThat(HiddenCharacters.indexIn(text, true)).isLessThan(text.length());
    }
}
