package dev.leadrelay.gateway;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the headers in which providers say what is left of their limits: OpenAI's, Anthropic's, and those without a name in front, which
 * count requests. What is missing or cannot be read is as good as unsaid; nothing is thrown.
 */
final class AllowanceHeaders {
    /** No reset is later than this. */
    static final Duration LONGEST = Duration.ofDays(1);

    private static final Pattern AMOUNT = Pattern.compile("\\d{1,15}");
    /** With as many digits as cannot be a date in seconds. */
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(?:\\.\\d{1,9})?");

    private static final Pattern UNITS = Pattern.compile("(?:(?<h>\\d{1,9})h)?(?:(?<m>\\d{1,9})m(?!s))?"
            + "(?:(?<s>\\d{1,9}(?:\\.\\d{1,9})?)s)?(?:(?<ms>\\d{1,9}(?:\\.\\d{1,9})?)ms)?");
    private static final int LONGEST_DATE = 40;
    private static final Duration SAME_CLOCK = Duration.ofSeconds(2);

    private final HttpHeaders headers;
    private final Instant now;

    private AllowanceHeaders(HttpHeaders headers, Instant now) {
        this.headers = headers;
        this.now = now;
    }

    /**
     * What a reply says.
     *
     * @param now when it came, by our clock
     */
    static Allowance read(HttpHeaders headers, Instant now) {
        AllowanceHeaders reply = new AllowanceHeaders(headers, now);
        return new Allowance(reply.requests(), reply.tokens());
    }

    private Allowance.@Nullable Left requests() {
        Allowance.Left named = left("requests");
        return named == null ? left("ratelimit-remaining", "ratelimit-reset") : named;
    }

    private Allowance.@Nullable Left tokens() {
        return left("tokens");
    }

    private Allowance.@Nullable Left left(String what) {
        Allowance.Left openAi = left("x-ratelimit-remaining-" + what, "x-ratelimit-reset-" + what);
        return openAi == null
                ? left("anthropic-ratelimit-" + what + "-remaining", "anthropic-ratelimit-" + what + "-reset")
                : openAi;
    }

    private Allowance.@Nullable Left left(String remaining, String reset) {
        String amount = value(remaining);
        Duration wait = reset(value(reset));
        return AMOUNT.matcher(amount).matches() && wait != null
                ? new Allowance.Left(Long.parseLong(amount), wait.compareTo(LONGEST) > 0 ? LONGEST : wait)
                : null;
    }

    private String value(String name) {
        return headers.firstValue(name).orElse("").strip();
    }

    private @Nullable Duration reset(String value) {
        if (value.isEmpty()) {
            return null;
        }
        if (SECONDS.matcher(value).matches()) {
            return seconds(value);
        }
        Matcher units = UNITS.matcher(value);
        return units.matches() ? sum(units) : until(value);
    }

    private static Duration sum(Matcher units) {
        return Duration.ofHours(whole(units.group("h")))
                .plusMinutes(whole(units.group("m")))
                .plus(seconds(units.group("s")))
                .plus(seconds(units.group("ms")).dividedBy(1_000));
    }

    private static long whole(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static Duration seconds(@Nullable String number) {
        return number == null ? Duration.ZERO : Duration.ofNanos(Math.round(Double.parseDouble(number) * 1e9));
    }

    private @Nullable Duration until(String date) {
        if (date.length() > LONGEST_DATE) {
            return null;
        }
        try {
            Duration wait =
                    Duration.between(saidAt(), OffsetDateTime.parse(date).toInstant());
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    /** By the sender's clock where it is another than ours; where it is not, ours knows fractions of a second. */
    private Instant saidAt() {
        try {
            Instant date = ZonedDateTime.parse(value("date"), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Duration.between(date, now).abs().compareTo(SAME_CLOCK) < 0 ? now : date;
        } catch (DateTimeException e) {
            return now;
        }
    }
}
