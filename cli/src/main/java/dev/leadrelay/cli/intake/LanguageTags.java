package dev.leadrelay.cli.intake;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** BCP 47 tags out of what stands in language columns: tags in any case, and names of languages. */
final class LanguageTags {
    private static final List<String> LANGUAGES = List.of("en", "de", "fr", "es", "it", "nl", "pt");
    private static final Pattern TAG = Pattern.compile("[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,3}");
    private static final Map<String, String> NAMES = names();

    private LanguageTags() {}

    /** The tag, or null when the text names no language. */
    static @Nullable String of(String text) {
        String named = NAMES.get(HeaderNames.normalise(text));
        if (named != null) {
            return named;
        }
        if (!TAG.matcher(text).matches()) {
            String shorter = text.replaceFirst("\\s*[(\\[,/;-].*$", "");
            return shorter.equals(text) || shorter.isBlank() ? null : of(shorter);
        }
        Locale locale = Locale.forLanguageTag(text.replace('_', '-'));
        boolean known = NAMES.containsValue(locale.getLanguage());
        return known ? locale.toLanguageTag() : null;
    }

    private static Map<String, String> names() {
        Map<String, String> names = new HashMap<>();
        for (String code : Locale.getISOLanguages()) {
            Locale language = Locale.of(code);
            for (String reader : LANGUAGES) {
                names.put(HeaderNames.normalise(language.getDisplayLanguage(Locale.forLanguageTag(reader))), code);
            }
            names.put(HeaderNames.normalise(language.getDisplayLanguage(language)), code);
        }
        for (String code : Locale.getISOLanguages()) {
            names.put(code, code);
        }
        names.remove("");
        return Map.copyOf(names);
    }
}
