package dev.leadrelay.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowanceHeadersTest {
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07.500Z");
    private static final String REMAINING = "x-ratelimit-remaining-requests";
    private static final String RESET = "x-ratelimit-reset-requests";

    /** Names and values in turn. */
    private static Allowance read(String... headers) {
        Map<String, List<String>> map = new LinkedHashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            map.put(headers[i], List.of(headers[i + 1]));
        }
        return AllowanceHeaders.read(HttpHeaders.of(map, (name, value) -> true), NOW);
    }

    private static Allowance.Left left(long amount, Duration reset) {
        return new Allowance.Left(amount, reset);
    }

    @Test
    void openAisForm() {
        assertThat(read(
                        "X-RateLimit-Remaining-Requests", "59",
                        "X-RateLimit-Reset-Requests", "1s",
                        "X-RateLimit-Remaining-Tokens", "149984",
                        "X-RateLimit-Reset-Tokens", "6m0s"))
                .isEqualTo(new Allowance(left(59, Duration.ofSeconds(1)), left(149_984, Duration.ofMinutes(6))));
    }

    @Test
    void anthropicsForm() {
        assertThat(read(
                        "anthropic-ratelimit-requests-remaining", "0",
                        "anthropic-ratelimit-requests-reset", "2026-03-04T05:06:08Z",
                        "anthropic-ratelimit-tokens-remaining", "8000",
                        "anthropic-ratelimit-tokens-reset", "2026-03-04T06:06:07.75+01:00"))
                .isEqualTo(new Allowance(left(0, Duration.ofMillis(500)), left(8_000, Duration.ofMillis(250))));
    }

    @Test
    void theFormWithoutAName() {
        Allowance said = read("RateLimit-Remaining", "3", "RateLimit-Reset", "30");
        assertThat(said).isEqualTo(new Allowance(left(3, Duration.ofSeconds(30)), null));
    }

    @Test
    void theNamedOneGoesBeforeTheOneWithoutAName() {
        Allowance said = read("ratelimit-remaining", "3", "ratelimit-reset", "30", REMAINING, "7", RESET, "1s");
        assertThat(said.requests()).isEqualTo(left(7, Duration.ofSeconds(1)));
    }

    @Test
    void aDateIsMeasuredByTheClockThatWroteIt() {
        String reset = "2026-03-04T07:00:20Z";
        String[] headers = {
            "anthropic-ratelimit-requests-remaining", "0",
            "anthropic-ratelimit-requests-reset", reset,
            "Date", "Wed, 04 Mar 2026 07:00:10 GMT"
        };
        assertThat(read(headers).requests()).isEqualTo(left(0, Duration.ofSeconds(10)));
    }

    @Test
    void aDateThatIsPastAsksForNoWait() {
        Allowance said = read(
                "anthropic-ratelimit-requests-remaining", "0",
                "anthropic-ratelimit-requests-reset", "2026-03-04T05:06:07Z");
        assertThat(said.requests()).isEqualTo(left(0, Duration.ZERO));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0s, 0",
        "250ms, 250",
        "1s, 1000",
        "7.66s, 7660",
        "1m30s, 90000",
        "2m59.56s, 179560",
        "1h, 3600000",
        "1h2m3s4ms, 3723004",
        "0.25, 250",
        "30, 30000"
    })
    void resets(String value, long millis) {
        assertThat(read(REMAINING, "1", RESET, value).requests()).isEqualTo(left(1, Duration.ofMillis(millis)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"25h", "999999999h999999999m", "999999999", "9999-12-31T23:59:59Z", "+999999999-12-31T23:59Z"})
    void aResetIsCapped(String value) {
        assertThat(read(REMAINING, "1", RESET, value).requests()).isEqualTo(left(1, AllowanceHeaders.LONGEST));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-1",
                "-1s",
                "NaN",
                "Infinity",
                "1e9",
                "1700000000",
                "9999999999999999999s",
                "s",
                "1x",
                "1 s",
                "1s2m",
                "soon",
                "0x1",
                "1.s",
                "١s",
                "2026-13-01T00:00:00Z",
                "2026-03-04"
            })
    void resetsThatSayNothing(String value) {
        assertThat(read(REMAINING, "1", RESET, value)).isEqualTo(Allowance.UNSTATED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "NaN", "1.5", "1e3", "9999999999999999", "many", "+1", "٣"})
    void amountsThatSayNothing(String value) {
        assertThat(read(REMAINING, value, RESET, "1s")).isEqualTo(Allowance.UNSTATED);
    }

    @Test
    void halfAStatementSaysNothing() {
        assertThat(read(REMAINING, "1")).isEqualTo(Allowance.UNSTATED);
        assertThat(read(RESET, "1s")).isEqualTo(Allowance.UNSTATED);
        assertThat(read()).isEqualTo(Allowance.UNSTATED);
    }

    @Property(tries = 300)
    void whatIsWrittenIsRead(
            @ForAll @LongRange(min = 0, max = 999_999_999_999_999L) long amount,
            @ForAll @IntRange(min = 0, max = 23) int hours,
            @ForAll @IntRange(min = 0, max = 59) int minutes,
            @ForAll @IntRange(min = 0, max = 59_999) int millis) {
        Duration reset = Duration.ofHours(hours).plusMinutes(minutes).plusMillis(millis);
        Allowance.Left said = left(amount, reset);
        String written = hours + "h" + minutes + "m" + millis / 1000.0 + "s";
        assertThat(read(REMAINING, "" + amount, RESET, written).requests()).isEqualTo(said);
        assertThat(read("ratelimit-remaining", "" + amount, "ratelimit-reset", "" + reset.toMillis() / 1000.0)
                        .requests())
                .isEqualTo(said);
        assertThat(read(
                                "anthropic-ratelimit-tokens-remaining", "" + amount,
                                "anthropic-ratelimit-tokens-reset", "" + NOW.plus(reset))
                        .tokens())
                .isEqualTo(said);
    }

    /** Anything at all, and what looks nearly right. */
    @Provide
    Arbitrary<String> hostile() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(60),
                Arbitraries.strings().withChars("0123456789.-+:TZhms eENa").ofMaxLength(30),
                Arbitraries.longs().map(String::valueOf),
                Arbitraries.doubles().map(String::valueOf),
                Arbitraries.longs()
                        .between(-31_557_014_167_219_200L, 31_556_889_864_403_199L)
                        .map(seconds -> Instant.ofEpochSecond(seconds).toString()));
    }

    @Property(tries = 2_000)
    void whateverStandsInTheHeadersIsReadWithinBounds(
            @ForAll @From("hostile") String one,
            @ForAll @From("hostile") String other,
            @ForAll @From("hostile") String date) {
        Allowance said = read(
                REMAINING,
                one,
                RESET,
                other,
                "anthropic-ratelimit-tokens-remaining",
                other,
                "anthropic-ratelimit-tokens-reset",
                one,
                "date",
                date);
        for (Allowance.Left left : new Allowance.Left[] {said.requests(), said.tokens()}) {
            if (left != null) {
                assertThat(left.amount()).isNotNegative();
                assertThat(left.reset()).isBetween(Duration.ZERO, AllowanceHeaders.LONGEST);
            }
        }
    }
}
