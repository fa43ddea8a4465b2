package dev.leadrelay.validation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A node of a YAML text read strictly: every complaint is a {@link ProfileException} that names the key path. */
final class YamlTree {
    private static final YAMLFactory YAML = YAMLFactory.builder()
            // Without it the country code NO is the boolean false.
            .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
            .build();
    // Exact decimals, or version 1.10 would become 1.1.
    private static final YAMLMapper MAPPER = YAMLMapper.builder(YAML)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final String what;
    private final String pointer;
    private final JsonNode node;

    private YamlTree(String what, String pointer, JsonNode node) {
        this.what = what;
        this.pointer = pointer;
        this.node = node;
    }

    /**
     * Reads a text.
     *
     * @param what what the text is, for messages, for example {@code profile}
     * @throws ProfileException for the first thing that makes it unreadable
     */
    static YamlTree parse(String what, String text) {
        for (ProfileException trap : traps(what, text)) {
            throw trap;
        }
        try {
            JsonNode root = MAPPER.readTree(text);
            if (root == null || !root.isObject()) {
                throw new ProfileException(what, "", "is empty or not a YAML mapping; write keys such as name: …");
            }
            return new YamlTree(what, "", root);
        } catch (JsonProcessingException e) {
            throw YamlTraps.unreadable(what, e);
        }
    }

    /** Everything that makes a text unreadable; {@link #parse} throws only the first. */
    static List<ProfileException> traps(String what, String text) {
        return YamlTraps.in(what, YAML, text);
    }

    /** A JSON pointer as people read it: {@code profile.criteria[0].weight}. */
    static String readable(String what, String pointer) {
        StringBuilder path = new StringBuilder(what);
        for (String step :
                pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/", -1)) {
            String name = step.replace("~1", "/").replace("~0", "~");
            boolean index = !name.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9');
            path.append(index ? "[" + name + "]" : "." + Violations.shortened(name));
        }
        return path.toString();
    }

    /** Refuses every key that is not one of these. */
    YamlTree allow(String... keys) {
        for (ProfileException unknown : unknown(keys)) {
            throw unknown;
        }
        return this;
    }

    /** A complaint for each key that is not one of these, or one when this is no mapping at all. */
    List<ProfileException> unknown(String... keys) {
        if (!node.isObject()) {
            return List.of(wrong("must be a mapping with the keys " + String.join(", ", keys)));
        }
        Set<String> unknown = new TreeSet<>();
        node.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(Set.of(keys));
        return unknown.stream()
                .map(key -> complaint(below(key), "unknown key; remove it or use one of " + String.join(", ", keys)))
                .toList();
    }

    String json() {
        return node.toString();
    }

    boolean isMapping() {
        return node.isObject();
    }

    YamlTree at(String key) {
        JsonNode child = node.get(key);
        if (child == null || child.isNull()) {
            throw complaint(below(key), "is missing; add it");
        }
        return new YamlTree(what, below(key), child);
    }

    @Nullable
    YamlTree maybe(String key) {
        JsonNode child = node.get(key);
        return child == null || child.isNull() ? null : new YamlTree(what, below(key), child);
    }

    /** A non-blank text; numbers are taken as they stand, so that {@code version: 1} works. */
    String text() {
        if (!(node.isTextual() || node.isNumber()) || node.asText().isBlank()) {
            throw wrong(
                    node.isBoolean()
                            ? "must be a text; put it in quotes to have it as one"
                            : "must be a non-empty text");
        }
        return node.asText().strip();
    }

    /** A text that must be exactly as it stands, blanks included. */
    String exactText() {
        text();
        return node.asText();
    }

    int integer(int from, int to) {
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < from || node.intValue() > to) {
            boolean quoted = node.isTextual() && node.asText().matches("[0-9]+");
            throw wrong("must be a whole number from " + from + " to " + to + (quoted ? " without quotes" : ""));
        }
        return node.intValue();
    }

    double fraction() {
        if (!node.isNumber() || !(node.doubleValue() >= 0 && node.doubleValue() <= 1)) {
            throw wrong("must be a number from 0 to 1");
        }
        return node.doubleValue();
    }

    boolean bool() {
        if (!node.isBoolean()) {
            throw wrong("must be true or false");
        }
        return node.booleanValue();
    }

    List<YamlTree> items() {
        if (!node.isArray()) {
            throw wrong("must be a list (lines that start with -)");
        }
        List<YamlTree> items = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            items.add(new YamlTree(what, pointer + "/" + i, node.get(i)));
        }
        return items;
    }

    List<String> texts() {
        return items().stream().map(YamlTree::text).toList();
    }

    /** The texts of an optional list; empty when the key is absent. */
    List<String> texts(String key) {
        YamlTree list = maybe(key);
        return list == null ? List.of() : list.texts();
    }

    Map<String, String> textMap() {
        if (!node.isObject() || node.isEmpty()) {
            throw wrong("must be a mapping with at least one entry");
        }
        Map<String, String> map = new LinkedHashMap<>();
        node.fieldNames().forEachRemaining(key -> map.put(key, at(key).text()));
        return map;
    }

    ProfileException wrong(String problem) {
        String shown = node.isValueNode() ? ", not " + Violations.shortened(node.asText()) : "";
        return complaint(pointer, problem + shown);
    }

    private ProfileException complaint(String at, String problem) {
        return new ProfileException(readable(what, at), at, problem);
    }

    private String below(String key) {
        return pointer + "/" + key.replace("~", "~0").replace("/", "~1");
    }
}
