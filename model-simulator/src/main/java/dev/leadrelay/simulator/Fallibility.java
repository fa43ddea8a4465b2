package dev.leadrelay.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The small mistakes an honest model makes now and then; an answer to a repair ask has none. */
final class Fallibility {
    private static final Pattern NUMBER = Pattern.compile("\\d{2,}");

    private final double share;

    Fallibility(double share) {
        this.share = share;
    }

    Answer.Structured touched(Answer.Structured answer, PromptData data, long choice) {
        if (Seeded.unit(Seeded.mix(choice, "fallible")) < share
                && data.allTagged("violations").isEmpty()) {
            switch (answer.task()) {
                case ResearchAnswers.TASK -> roundANumber(answer.value());
                case ScoreAnswers.TASK -> forgetEvidence(answer.value());
                case DraftAnswers.TASK -> shout(answer.value());
                default -> {
                    // An answer of an unknown shape is left alone.
                }
            }
        }
        return answer;
    }

    private static void roundANumber(ObjectNode answer) {
        for (JsonNode claim : answer.path("claims")) {
            String statement = claim.path("statement").asText("");
            Matcher number = NUMBER.matcher(statement);
            if (number.find() && claim instanceof ObjectNode node) {
                String rounded = number.group().substring(0, number.group().length() - 1) + "0";
                // A number that is round already is overstated instead.
                String wrong = rounded.equals(number.group()) ? number.group() + "0" : rounded;
                node.put("statement", number.replaceFirst(wrong));
                return;
            }
        }
    }

    private static void forgetEvidence(ObjectNode answer) {
        for (JsonNode criterion : answer.path("criteria")) {
            if (criterion.path("evidence") instanceof ArrayNode evidence && !evidence.isEmpty()) {
                evidence.removeAll();
                return;
            }
        }
    }

    private static void shout(ObjectNode answer) {
        answer.put("subject", answer.path("subject").asText() + "!!!");
        answer.put("body", answer.path("body").asText().replace("?", "?!!") + "!!!");
    }
}
