package dev.leadrelay.cli.intake;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The lower bound of a company size as exports write it: 250, 1,200, "51-200", "10.001+", "5k", "ca. 200 employees". What is
 * not clearly a number or a range is none: a spreadsheet makes dates of ranges, and a guess would be wrong.
 */
final class EmployeeCounts {
    private static final String NUMBER =
            "(\\d{1,3}(?:[., '’]\\d{3})+|\\d+)(?:[.,](\\d{1,2}))?\\s*([kKmM](?![\\p{L}]))?";
    private static final Pattern FORM =
            Pattern.compile("(?:(?i:ca\\.?|circa|about|approx\\.?|around|over|more than|from|ab|über|etwa"
                    + "|plus de|más de|oltre|meer dan|mais de|environ)\\s*|[~≈>≥]=?\\s*)?" + NUMBER
                    + "\\s*(?:(?:-|–|—|to|bis|à|a|tot|até|hasta|\\.\\.\\.?)\\s*" + NUMBER
                    + ")?\\s*\\+?\\s*(?:[\\p{L}.\\s-]*|\\(.*\\))");

    private EmployeeCounts() {}

    /** The number, or null when there is none that makes sense. */
    static @Nullable Integer lowerBound(String text) {
        if (text.length() > 60 || ExcelDamage.isDate(text) || ExcelDamage.isScientific(text)) {
            return null;
        }
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            return null;
        }
        Long low = number(matcher.group(1), matcher.group(2), matcher.group(3));
        Long high = matcher.group(4) == null ? low : number(matcher.group(4), matcher.group(5), matcher.group(6));
        return low == null || high == null || high < low || low > 99_999_999 ? null : Integer.valueOf(low.intValue());
    }

    private static @Nullable Long number(String digits, @Nullable String decimals, @Nullable String unit) {
        String whole = digits.replaceAll("\\D", "");
        if (whole.length() > 9) {
            return null;
        }
        boolean decimal = decimals != null && decimals.chars().anyMatch(c -> c != '0');
        if (unit == null) {
            return decimal ? null : Long.valueOf(whole);
        }
        long factor = unit.equalsIgnoreCase("k") ? 1_000 : 1_000_000;
        long fraction = decimals == null ? 0 : Long.parseLong(decimals) * factor / (decimals.length() == 1 ? 10 : 100);
        return Long.parseLong(whole) * factor + fraction;
    }
}
