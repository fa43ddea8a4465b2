package dev.leadrelay.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The fragments drafts are put together from, in one language; a resource, so that a language is a file. */
final class DraftPhrases {
    private static final Pattern ALTERNATIVES = Pattern.compile("\\[([^\\[\\]]*)]");
    private static final Map<String, DraftPhrases> LOADED = new ConcurrentHashMap<>();

    private final JsonNode phrases;

    private DraftPhrases(JsonNode phrases) {
        this.phrases = phrases;
    }

    /** The fragments of the language of a BCP 47 tag; English where there are none. */
    static DraftPhrases of(ObjectMapper json, String tag) {
        String language = tag.toLowerCase(Locale.ROOT).split("[-_]", 2)[0];
        String known = List.of("en", "de", "fr").contains(language) ? language : "en";
        return LOADED.computeIfAbsent(known, name -> load(json, name));
    }

    private static DraftPhrases load(ObjectMapper json, String language) {
        try (var in = Objects.requireNonNull(DraftPhrases.class.getResourceAsStream("drafts-" + language + ".json"))) {
            return new DraftPhrases(json.readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One of the fragments for that part of a message. */
    String pick(String part, long choice) {
        return pick(phrases.path(part), Seeded.mix(choice, part));
    }

    /**
     * How a kind of fact is told.
     *
     * @param place {@code first} where a message opens with it, {@code second} where it follows
     */
    String fact(String kind, String place, long choice) {
        JsonNode known = phrases.path("facts").path(kind);
        JsonNode fragments = known.has(place) ? known.path(place) : known.path(known.has("first") ? "first" : "second");
        return pick(fragments, Seeded.mix(choice, kind + place));
    }

    /** A value proposition in this language; as it stands where it is not known. */
    String value(String proposition, long choice) {
        JsonNode known = phrases.path("values").path(proposition);
        return known.isEmpty() ? proposition : pick(known, Seeded.mix(choice, "wording"));
    }

    /** An English month in this language. */
    String month(String english) {
        return phrases.path("months").path(english).asText(english);
    }

    private static String pick(JsonNode list, long choice) {
        List<String> fragments = new ArrayList<>();
        for (JsonNode fragment : list) {
            fragments.add(fragment.asText());
        }
        return chosen(Seeded.pick(fragments, choice), choice);
    }

    /** One of the words of each {@code [one|other]}: two people who are told the same are told it differently. */
    private static String chosen(String fragment, long choice) {
        return ALTERNATIVES
                .matcher(fragment)
                .replaceAll(found -> Matcher.quoteReplacement(
                        Seeded.pick(List.of(found.group(1).split("\\|", -1)), Seeded.mix(choice, found.start()))));
    }
}
