package dev.leadrelay.research.domain;

import dev.leadrelay.validation.text.Folding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds in which town a sentence says a company has its seat; a country alone is none. Pure. */
final class PlaceFacts {
    static final String FACT = "place";

    private static final String NAME =
            "\\p{Lu}[\\p{L}'’-]+(?:(?:\\s(?:am|an der|bei|im|upon|de|la|le))?\\s\\p{Lu}[\\p{L}'’-]+){0,2}";
    private static final String NAMES =
            "(?<one>" + NAME + ")(?:\\s?(?:,|/|&|\\band\\b|\\bund\\b|\\bet\\b)\\s?(?<two>" + NAME + "))?";
    private static final List<Pattern> FORMS = List.of(
            Pattern.compile(
                    "(?<!\\p{L})(?i:headquartered|(?:global |company )?headquarters|head office|Hauptsitz|Firmensitz"
                            + "|Unternehmenssitz|Sitz|siège(?: social)?)(?:\\s(?:is|are|ist|liegt|est))?(?:\\slocated)?"
                            + "\\s(?:in|at|à)\\s" + NAMES),
            Pattern.compile("(?<!\\p{L})(?:is|are|company|firm)\\sbased\\sin\\s" + NAMES),
            Pattern.compile(
                    "^(?:[\\w.]{1,40}\\.)?(?i:headquarters|hq|head[ _]?office|city|Hauptsitz|Sitz|Ort|Stadt)\\s*[:=]"
                            + "\\s*" + NAMES));
    private static final Map<String, String> LOCAL_NAMES = Map.ofEntries(
            Map.entry("munich", "munchen"),
            Map.entry("cologne", "koln"),
            Map.entry("nuremberg", "nurnberg"),
            Map.entry("hanover", "hannover"),
            Map.entry("brunswick", "braunschweig"),
            Map.entry("vienna", "wien"),
            Map.entry("geneva", "genf"),
            Map.entry("geneve", "genf"),
            Map.entry("basle", "basel"),
            Map.entry("milan", "milano"),
            Map.entry("mailand", "milano"),
            Map.entry("rome", "roma"),
            Map.entry("prague", "prag"),
            Map.entry("praha", "prag"),
            Map.entry("warsaw", "warschau"),
            Map.entry("copenhagen", "kobenhavn"));
    private static final Set<Set<String>> COUNTRIES = countries();

    private PlaceFacts() {}

    static List<StatedFact> in(String sentence) {
        List<StatedFact> facts = new ArrayList<>();
        for (Pattern form : FORMS) {
            Matcher matcher = form.matcher(sentence);
            while (matcher.find()) {
                Set<Set<String>> places = new HashSet<>();
                add(places, matcher.group("one"));
                add(places, matcher.group("two"));
                if (!places.isEmpty()) {
                    facts.add(new StatedFact.Place(FACT, matcher.group().strip(), places));
                }
            }
        }
        return facts;
    }

    private static void add(Set<Set<String>> places, @Nullable String name) {
        if (name == null) {
            return;
        }
        Set<String> words = new HashSet<>();
        Folding.words(name).forEach(word -> words.add(LOCAL_NAMES.getOrDefault(word, word)));
        if (!words.isEmpty() && !COUNTRIES.contains(words)) {
            places.add(words);
        }
    }

    private static Set<Set<String>> countries() {
        Set<Set<String>> countries = new HashSet<>();
        for (String code : Locale.getISOCountries()) {
            Locale country = Locale.of("", code);
            for (Locale language : List.of(Locale.ENGLISH, Locale.GERMAN, Locale.FRENCH)) {
                countries.add(Set.copyOf(Folding.words(country.getDisplayCountry(language))));
            }
        }
        countries.add(Set.of("usa"));
        countries.add(Set.of("us"));
        countries.add(Set.of("uk"));
        countries.add(Set.of("england"));
        countries.add(Set.of("scotland"));
        countries.add(Set.of("europe"));
        countries.add(Set.of("europa"));
        return countries;
    }
}
