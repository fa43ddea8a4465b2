package dev.leadrelay.validation.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    private static boolean grounded(String text, String source) {
        Set<String> known = new HashSet<>();
        Numbers.collect(source, known);
        return Numbers.mentions(text).stream().allMatch(mention -> mention.groundedIn(known));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.200 | 1,200", "1 200 | 1.200", "1'200 | 1200", "1\u202F200 | 1,200", "1.234.567 | 1,234,567",
                        "1,5 | 1.5",
                "12% | 12 %", "3 million | 3,000,000", "3 Mio. | 3.000.000", "2,5 Mrd | 2.5 billion", "50k | 50,000",
                        "1.234,56 | 1,234.56",
                "2024 | 12.03.2024", "12 | twelve offices", "20 | zwanzig Mitarbeiter", "007 | 7",
                        "top 10 200 | 10 and 200", "5M | 5 million",
                "10 | in 10.", "1000 | eintausend und tausend"
            })
    void oneNumberInTwoSpellings(String text, String source) {
        assertThat(grounded(text, source)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.300 | 1,200",
                "12 | 120",
                "3 million | 3",
                "3 | 3 million",
                "2024 | 2023",
                "1200 | 12,00",
                "1,234,567 | 1,234",
                "5 | five5hundred6"
            })
    void otherNumbersAreOther(String text, String source) {
        assertThat(grounded(text, source)).isEqualTo(text.equals("3") || text.equals("5"));
    }

    @Test
    void aRangeIsTwoNumbers() {
        assertThat(Numbers.mentions("10-20 people"))
                .extracting(Numbers.Mention::text)
                .containsExactly("10", "20");
    }

    @Property
    void everyGroupingOfANumberIsThatNumber(@ForAll @IntRange(min = 1000, max = 999_999_999) int number) {
        String english = String.format(java.util.Locale.ENGLISH, "%,d", number);
        assertThat(grounded(english, "is " + number + ".")).isTrue();
        assertThat(grounded(english.replace(',', '.'), english)).isTrue();
        assertThat(grounded("" + number, "sind " + english.replace(',', ' ') + " Euro"))
                .isTrue();
        assertThat(grounded("" + (number + 1), english)).isFalse();
    }

    @Property
    void anyTextCanBeSearched(@ForAll String text) {
        assertThat(grounded(text, text)).isTrue();
    }
}
