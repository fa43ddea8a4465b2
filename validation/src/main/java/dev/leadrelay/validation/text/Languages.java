package dev.leadrelay.validation.text;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Language tags, and a cheap guess of the language of a text by its commonest words. */
public final class Languages {
    private static final Map<String, Set<String>> STOP_WORDS = Map.of(
            "en",
            Set.of(
                    "the", "and", "of", "to", "is", "your", "you", "with", "for", "that", "this", "are", "we", "our",
                    "have", "has", "would", "could", "how", "from", "be", "it", "i", "my", "at", "by", "an", "or",
                    "can"),
            "de",
            Set.of(
                    "der", "die", "das", "und", "ist", "ihr", "ihre", "ihnen", "sie", "wir", "mit", "fur", "nicht",
                    "auf", "ein", "eine", "einen", "den", "dem", "zu", "von", "im", "ich", "uber", "haben", "bei",
                    "wie", "auch", "oder"),
            "fr",
            Set.of(
                    "le", "la", "les", "et", "vous", "votre", "vos", "nous", "avec", "pour", "est", "une", "des", "du",
                    "que", "dans", "sur", "au", "je", "notre", "qui", "pas", "ce", "sont", "par"),
            "es",
            Set.of(
                    "el", "los", "las", "y", "con", "para", "su", "sus", "que", "una", "del", "por", "es", "en", "nos",
                    "como", "nuestra", "nuestro", "usted", "mas", "se", "al", "ha", "le", "esta"));
    private static final Set<String> ALL_STOP_WORDS =
            STOP_WORDS.values().stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
    private static final int ENOUGH = 5;

    private Languages() {}

    /** Primary subtag of a BCP 47 tag, lower case: {@code de} of {@code de-AT}. */
    public static String primary(String tag) {
        int end = 0;
        while (end < tag.length() && Character.isLetter(tag.charAt(end))) {
            end++;
        }
        return tag.substring(0, end).toLowerCase(Locale.ROOT);
    }

    /** True for a word that says nothing about what a text is about, in one of the known languages. */
    public static boolean isStopWord(String foldedWord) {
        return ALL_STOP_WORDS.contains(foldedWord);
    }

    /**
     * The language a text is clearly written in.
     *
     * @return en, de, fr or es; empty when there is too little text or no clear winner
     */
    public static String guess(String text) {
        List<String> words = Folding.words(text);
        Map<String, Integer> hits = new HashMap<>();
        for (String word : words) {
            if (!isStopWord(word)) {
                continue;
            }
            STOP_WORDS.forEach((language, stops) -> {
                if (stops.contains(word)) {
                    hits.merge(language, 1, Integer::sum);
                }
            });
        }
        String best = "";
        int most = 0;
        int second = 0;
        for (Map.Entry<String, Integer> hit : hits.entrySet()) {
            if (hit.getValue() > most) {
                second = most;
                most = hit.getValue();
                best = hit.getKey();
            } else {
                second = Math.max(second, hit.getValue());
            }
        }
        return most >= ENOUGH && most >= 2 * second ? best : "";
    }
}
