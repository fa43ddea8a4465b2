package dev.leadrelay.cli.intake;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The lower bound of a company size as exports write it: 250, 1,200, "51-200", "10.001+", "5k". */
final class EmployeeCounts {
    private static final Pattern FIRST_NUMBER =
            Pattern.compile("(\\d{1,3}(?:[., '\\u00a0]\\d{3})+|\\d+)(?:[.,](\\d))?\\s*([kK])?");

    private EmployeeCounts() {}

    /** The number, or null when there is none that makes sense. */
    static @Nullable Integer lowerBound(String text) {
        Matcher matcher = FIRST_NUMBER.matcher(text);
        if (!matcher.find()) {
            return null;
        }
        String digits = matcher.group(1).replaceAll("\\D", "");
        if (digits.length() > 8) {
            return null;
        }
        int number = Integer.parseInt(digits);
        if (matcher.group(3) == null) {
            return number;
        }
        int tenths = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
        return number > 10_000 ? null : number * 1_000 + tenths * 100;
    }
}
