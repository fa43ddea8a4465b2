package dev.leadrelay.gateway;

import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Reads the Retry-After header: seconds, possibly with a fraction, or an HTTP date. */
final class RetryAfter {
    private static final double MAX_SECONDS = Duration.ofDays(365).toSeconds();

    private RetryAfter() {}

    /** The wait it asks for; null when there is none or it cannot be read. */
    static @Nullable Duration parse(@Nullable String header, Clock clock) {
        if (header == null || header.isBlank()) {
            return null;
        }
        String value = header.strip();
        try {
            double seconds = Double.parseDouble(value);
            return seconds >= 0 ? Duration.ofMillis((long) (Math.min(seconds, MAX_SECONDS) * 1000)) : null;
        } catch (NumberFormatException e) {
            return untilDate(value, clock);
        }
    }

    private static @Nullable Duration untilDate(String value, Clock clock) {
        try {
            ZonedDateTime date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME);
            Duration wait = Duration.between(clock.instant(), date.toInstant());
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
