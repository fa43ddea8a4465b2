package dev.leadrelay.cli.intake;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** ISO 3166 alpha-2 codes out of country names in the languages that exports are written in. */
final class Countries {
    private static final List<Locale> LANGUAGES =
            List.of(Locale.ENGLISH, Locale.GERMAN, Locale.FRENCH, Locale.forLanguageTag("es"), Locale.ITALIAN);
    private static final Map<String, String> CODES = codes();

    private Countries() {}

    /** The code, or null when the text names no country. */
    static @Nullable String iso2(String text) {
        return CODES.get(normalise(text));
    }

    private static Map<String, String> codes() {
        Map<String, String> codes = new HashMap<>();
        for (String code : Locale.getISOCountries()) {
            Locale country = Locale.of("", code);
            LANGUAGES.forEach(language -> codes.put(normalise(country.getDisplayCountry(language)), code));
            codes.put(normalise(country.getISO3Country()), code);
        }
        for (String code : Locale.getISOCountries()) {
            codes.put(normalise(code), code);
        }
        codes.put("uk", "GB");
        codes.put("greatbritain", "GB");
        codes.put("england", "GB");
        codes.put("unitedstatesofamerica", "US");
        codes.put("russia", "RU");
        codes.put("southkorea", "KR");
        codes.put("czechrepublic", "CZ");
        return Map.copyOf(codes);
    }

    private static String normalise(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}]", "");
    }
}
