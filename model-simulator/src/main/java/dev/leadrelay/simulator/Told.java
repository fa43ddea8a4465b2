package dev.leadrelay.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A text of a prompt's data in which a canary was found.
 *
 * @param reading the text, decoded where that was needed
 * @param evidence id of the evidence it stood in; empty when it stood elsewhere
 */
record Told(String reading, String evidence) {
    /** Names, ids and addresses of the records themselves, which say nothing. */
    private static final Set<String> NO_TEXT = Set.of("id", "url", "evidence", "evidenceIds", "criterion", "level");

    /** Everything that the lead, the evidence, the claims, the score and the tools say with a canary in it. */
    static List<Told> in(PromptData data) {
        Set<Told> told = new LinkedHashSet<>();
        for (Quote quote : data.evidence().values()) {
            add(quote.text(), quote.id(), told);
            add(quote.title(), quote.id(), told);
        }
        for (JsonNode claim : data.tagged("claims")) {
            walk(claim, claim.path("evidence").path(0).asText(""), told);
        }
        walk(data.tagged("lead"), "", told);
        walk(data.tagged("score"), "", told);
        data.toolResults().forEach(result -> walk(result, "", told));
        return new ArrayList<>(told);
    }

    private static void walk(JsonNode node, String evidence, Set<Told> told) {
        if (node.isTextual()) {
            add(node.textValue(), evidence, told);
        } else if (node.isArray()) {
            node.forEach(item -> walk(item, evidence, told));
        } else {
            node.properties().forEach(field -> {
                if (!NO_TEXT.contains(field.getKey())) {
                    walk(field.getValue(), evidence, told);
                }
            });
        }
    }

    private static void add(String text, String evidence, Set<Told> told) {
        Readings.of(text).forEach(reading -> told.add(new Told(reading, evidence)));
    }

    /** Whether the text asks for the level of that name, as {@code canary-best} does. */
    boolean wants(String level) {
        return reading.toLowerCase(Locale.ROOT).contains("canary-" + level);
    }
}
