package dev.leadrelay.cli.intake;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a spreadsheet makes of cells that were text: numbers in scientific form, dates, failed formulas. */
final class ExcelDamage {
    private static final Pattern SCIENTIFIC = Pattern.compile("[+-]?\\d([.,]\\d+)?[eE][+-]\\d{1,3}");
    private static final Pattern ERROR =
            Pattern.compile("#(REF|VALUE|NAME|NUM|NULL|DIV/0|WERT|BEZUG|ZAHL|NOM|VALEUR)[!?]");
    private static final Pattern TEXT_FORMULA = Pattern.compile("=\"(.*)\"", Pattern.DOTALL);
    private static final Pattern NUMERIC_DATE = Pattern.compile(
            "\\d{1,2}[./]\\d{1,2}[./](\\d{2,4})?( .*)?|\\d{4}-\\d{1,2}-\\d{1,2}([ T].*)?|\\d{1,2}-\\d{1,2}-\\d{4}.*");
    private static final Pattern WORD = Pattern.compile("\\p{L}+");
    private static final List<String> LANGUAGES = List.of("en", "de", "fr", "es", "it", "nl", "pt");
    private static final Set<String> MONTHS = months();

    private ExcelDamage() {}

    /** A long number that lost its digits: 4.93012E+11. */
    static boolean isScientific(String text) {
        return SCIENTIFIC.matcher(text).matches();
    }

    /** A formula that failed: #NAME?, #REF!. */
    static boolean isError(String text) {
        return ERROR.matcher(text).matches();
    }

    /** A range that became a date: 11-Jan, Jan-50, 01.11.2024. */
    static boolean isDate(String text) {
        if (NUMERIC_DATE.matcher(text).matches()) {
            return true;
        }
        Matcher words = WORD.matcher(text);
        return words.find() && MONTHS.contains(HeaderNames.normalise(words.group())) && !words.find();
    }

    /** The text that {@code ="00123"} keeps from being taken for a number. */
    static String unwrapped(String text) {
        Matcher formula = TEXT_FORMULA.matcher(text);
        return formula.matches() ? formula.group(1).replace("\"\"", "\"") : text;
    }

    private static Set<String> months() {
        Set<String> months = new HashSet<>();
        for (String language : LANGUAGES) {
            java.text.DateFormatSymbols symbols =
                    java.text.DateFormatSymbols.getInstance(Locale.forLanguageTag(language));
            Arrays.stream(symbols.getMonths()).map(HeaderNames::normalise).forEach(months::add);
            Arrays.stream(symbols.getShortMonths()).map(HeaderNames::normalise).forEach(months::add);
        }
        months.addAll(List.of("sept", "mrz", "maart", "mrt", "fev", "fevr", "aout", "abr", "ago", "dic", "dez", "okt"));
        months.remove("");
        return Set.copyOf(months);
    }
}
