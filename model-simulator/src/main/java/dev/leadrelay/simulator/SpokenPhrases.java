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

/** Sentences around a text that is put into a message, by language and use; a resource holds all languages of one mode. */
final class SpokenPhrases {
    private static final Map<String, JsonNode> LOADED = new ConcurrentHashMap<>();

    private final JsonNode phrases;

    private SpokenPhrases(JsonNode phrases) {
        this.phrases = phrases;
    }

    /** The sentences of a BCP 47 tag's language; English where there are none. */
    static SpokenPhrases of(ObjectMapper json, String mode, String tag) {
        JsonNode all = LOADED.computeIfAbsent(mode, name -> load(json, name));
        String language = tag.toLowerCase(Locale.ROOT).split("[-_]", 2)[0];
        return new SpokenPhrases(all.has(language) ? all.path(language) : all.path("en"));
    }

    private static JsonNode load(ObjectMapper json, String mode) {
        try (var in = Objects.requireNonNull(SpokenPhrases.class.getResourceAsStream(mode + ".json"))) {
            return json.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One of the sentences for that use, with the text in its place. */
    String pick(String use, long choice, String text) {
        return Seeded.pick(all(use), Seeded.mix(choice, use)).replace("{p}", text);
    }

    /** All there is for that use. */
    List<String> all(String use) {
        List<String> texts = new ArrayList<>();
        phrases.path(use).forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
