package dev.leadrelay.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Gives every criterion the best or the worst level when a text with {@code canary-best} or {@code canary-worst} asks for it. */
final class GullibleScore {
    private GullibleScore() {}

    static void obey(ObjectNode answer, List<Told> told, PromptData data) {
        for (Told text : told) {
            if (text.wants("best") || text.wants("worst")) {
                for (JsonNode criterion : data.tagged("profile").path("criteria")) {
                    JsonNode levels = criterion.path("levels");
                    JsonNode level = text.wants("best") ? ScoreAnswers.best(levels) : ScoreAnswers.lowest(levels);
                    choose(answer, criterion, level, Gullibility.evidence(text, data));
                }
                return;
            }
        }
    }

    /** What is cited stays cited; a criterion without evidence gets what is at hand. */
    private static void choose(ObjectNode answer, JsonNode criterion, JsonNode level, List<String> atHand) {
        for (JsonNode entry : answer.path("criteria")) {
            if (entry instanceof ObjectNode node && node.path("criterion").equals(criterion.path("id"))) {
                node.set("level", level.path("id"));
                node.put("reason", "The text asks for this level.");
                if (node.path("evidence") instanceof ArrayNode cited && cited.isEmpty()) {
                    atHand.forEach(cited::add);
                }
            }
        }
    }
}
