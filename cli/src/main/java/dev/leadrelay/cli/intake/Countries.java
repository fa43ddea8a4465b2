package dev.leadrelay.cli.intake;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** ISO 3166 alpha-2 codes out of country names, codes and common variants ({@code countries.txt}), in the languages of exports. */
final class Countries {
    private static final List<String> LANGUAGES =
            List.of("en", "de", "fr", "es", "it", "nl", "pt", "da", "sv", "nb", "fi", "pl", "cs", "hu", "tr");
    private static final Pattern IN_BRACKETS = Pattern.compile("\\s*[(\\[].*[)\\]]\\s*$");
    private static final Pattern ARTICLE = Pattern.compile("^(?i:the)\\s+");
    private static final Map<String, String> CODES = codes();

    private Countries() {}

    /** The code, or null when the text names no country. */
    static @Nullable String iso2(String text) {
        String code = CODES.get(normalise(text));
        if (code != null) {
            return code;
        }
        String shorter =
                ARTICLE.matcher(IN_BRACKETS.matcher(text).replaceFirst("")).replaceFirst("");
        return CODES.get(normalise(shorter));
    }

    private static Map<String, String> codes() {
        Map<String, String> codes = new HashMap<>();
        for (String code : Locale.getISOCountries()) {
            Locale country = Locale.of("", code);
            for (String language : LANGUAGES) {
                codes.put(normalise(country.getDisplayCountry(Locale.forLanguageTag(language))), code);
            }
            codes.put(normalise(country.getISO3Country()), code);
        }
        for (String code : Locale.getISOCountries()) {
            codes.put(normalise(code), code);
        }
        for (String line : WordList.lines("countries.txt")) {
            String code = line.substring(0, 2);
            for (String name : line.substring(line.indexOf(':') + 1).split(",")) {
                codes.put(normalise(name), code);
            }
        }
        codes.remove("");
        return Map.copyOf(codes);
    }

    private static String normalise(String text) {
        return HeaderNames.normalise(text);
    }
}
