package dev.leadrelay.validation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
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
    private static final YAMLMapper MAPPER = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            // Without it the country code NO is the boolean false.
            .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final String path;
    private final JsonNode node;

    private YamlTree(String path, JsonNode node) {
        this.path = path;
        this.node = node;
    }

    /** @param what what the text is, for messages, for example {@code profile} */
    static YamlTree parse(String what, String text) {
        try {
            JsonNode root = MAPPER.readTree(text);
            if (root == null || !root.isObject()) {
                throw new ProfileException(what + ": is empty or not a YAML mapping; write keys such as name: …");
            }
            return new YamlTree(what, root);
        } catch (JsonProcessingException e) {
            String where =
                    e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
            String cause = e.getOriginalMessage().lines().findFirst().orElse("unreadable");
            throw new ProfileException(
                    what + where + ": not valid YAML (" + Violations.shortened(cause) + "); correct it");
        }
    }

    /** Refuses every key that is not one of these. */
    YamlTree allow(String... keys) {
        if (!node.isObject()) {
            throw wrong("must be a mapping with the keys " + String.join(", ", keys));
        }
        Set<String> unknown = new TreeSet<>();
        node.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(Set.of(keys));
        if (!unknown.isEmpty()) {
            String key = unknown.iterator().next();
            throw new ProfileException(path + "." + Violations.shortened(key)
                    + ": unknown key; remove it or use one of " + String.join(", ", keys));
        }
        return this;
    }

    YamlTree at(String key) {
        JsonNode child = node.get(key);
        if (child == null || child.isNull()) {
            throw new ProfileException(path + "." + key + ": is missing; add it");
        }
        return new YamlTree(path + "." + key, child);
    }

    @Nullable
    YamlTree maybe(String key) {
        JsonNode child = node.get(key);
        return child == null || child.isNull() ? null : new YamlTree(path + "." + key, child);
    }

    /** A non-blank text; numbers are taken as they stand, so that {@code version: 1} works. */
    String text() {
        if (!(node.isTextual() || node.isNumber()) || node.asText().isBlank()) {
            throw wrong("must be a non-empty text");
        }
        return node.asText().strip();
    }

    int integer(int from, int to) {
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < from || node.intValue() > to) {
            throw wrong("must be a whole number from " + from + " to " + to);
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
            items.add(new YamlTree(path + "[" + i + "]", node.get(i)));
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

    ProfileException wrong(String what) {
        String shown = node.isValueNode() ? ", not " + Violations.shortened(node.asText()) : "";
        return new ProfileException(path + ": " + what + shown);
    }
}
