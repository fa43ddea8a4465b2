package dev.leadrelay.cli.command;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When a dead letter was parked, as a person says it. Pure. */
final class ParkedTime {
    private static final Pattern AGE = Pattern.compile("([0-9]{1,5})([mhd])");

    private ParkedTime() {}

    /** An age as a time; anything else as it is, for the desk knows days and times itself and says what is none. */
    static String of(String text, Instant now) {
        Matcher age = AGE.matcher(text);
        if (!age.matches()) {
            return text;
        }
        ChronoUnit unit = switch (age.group(2)) {
            case "m" -> ChronoUnit.MINUTES;
            case "h" -> ChronoUnit.HOURS;
            default -> ChronoUnit.DAYS;
        };
        return now.minus(Long.parseLong(age.group(1)), unit)
                .truncatedTo(ChronoUnit.MILLIS)
                .toString();
    }
}
