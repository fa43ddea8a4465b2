package dev.leadrelay.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Chooses for every criterion the level that the evidence speaks for most clearly. */
final class ScoreAnswers {
    static final String TASK = "ScoreAnswer";

    private static final Pattern NEGATIVE =
            Pattern.compile("^(no|not|nothing|none|neither|unknown|unclear|fewer than|less than)\\b.*");
    private static final double CLEARLY = 0.6;

    private final ObjectMapper json;

    ScoreAnswers(ObjectMapper json) {
        this.json = json;
    }

    Answer answer(PromptData data) {
        JsonNode profile = data.tagged("profile");
        List<ReadQuote> evidence = evidence(data).stream().map(ReadQuote::of).toList();
        ObjectNode answer = json.createObjectNode();
        ArrayNode criteria = answer.putArray("criteria");
        List<String> strengths = new ArrayList<>();
        List<String> gaps = new ArrayList<>();
        for (JsonNode criterion : profile.path("criteria")) {
            boolean met = judge(criterion, evidence, criteria.addObject());
            (met ? strengths : gaps).add(criterion.path("id").asText("").replace('-', ' '));
        }
        disqualify(profile.path("disqualifiers"), evidence, answer);
        return new Answer.Structured(TASK, answer.put("summary", summary(data, strengths, gaps)));
    }

    /** Evidence itself, or where a prompt carries claims only, their statements. */
    private static Collection<Quote> evidence(PromptData data) {
        Map<String, Quote> quotes = data.evidence();
        if (!quotes.isEmpty()) {
            return quotes.values();
        }
        Map<String, Quote> stated = new LinkedHashMap<>();
        for (JsonNode claim : data.tagged("claims")) {
            String id = claim.path("evidence").path(0).asText("");
            stated.putIfAbsent(
                    id + stated.size(),
                    new Quote(id, "", "", claim.path("statement").asText("")));
        }
        return stated.values();
    }

    /** Fills in one criterion; true when a level above the lowest was chosen. */
    private static boolean judge(JsonNode criterion, List<ReadQuote> evidence, ObjectNode entry) {
        JsonNode lowest = lowest(criterion.path("levels"));
        JsonNode chosen = lowest;
        LevelMatch.Match best = LevelMatch.NONE;
        for (JsonNode level : criterion.path("levels")) {
            LevelMatch.Match match = level == lowest
                    ? LevelMatch.NONE
                    : LevelMatch.of(description(level)).in(evidence);
            if (match.strength() > best.strength()) {
                best = match;
                chosen = level;
            }
        }
        entry.put("criterion", criterion.path("id").asText(""))
                .put("level", chosen.path("id").asText(""));
        ArrayNode cited = entry.putArray("evidence");
        ReadQuote quote = best.quote();
        if (quote == null) {
            entry.put("reason", "The evidence does not speak for a better level.");
            return false;
        }
        cited.add(quote.quote().id());
        String said = quote.best(LevelMatch.of(description(chosen)).words());
        entry.put("reason", "The evidence says: " + said);
        return true;
    }

    /** The level farthest from the lowest: profiles list them from the best down. */
    static JsonNode best(JsonNode levels) {
        JsonNode first = levels.path(0);
        return first.equals(lowest(levels)) ? levels.path(levels.size() - 1) : first;
    }

    static JsonNode lowest(JsonNode levels) {
        for (JsonNode level : levels) {
            if (NEGATIVE.matcher(description(level).toLowerCase(Locale.ROOT)).matches()) {
                return level;
            }
        }
        return levels.path(levels.size() - 1);
    }

    private static String description(JsonNode level) {
        return level.path("description").asText("");
    }

    private static void disqualify(JsonNode disqualifiers, List<ReadQuote> evidence, ObjectNode answer) {
        answer.putNull("disqualifier");
        answer.putArray("disqualifierEvidence");
        for (JsonNode disqualifier : disqualifiers) {
            for (ReadQuote quote : evidence) {
                if (LevelMatch.of(description(disqualifier)).overlap(quote) >= CLEARLY) {
                    answer.put("disqualifier", disqualifier.path("id").asText(""));
                    answer.putArray("disqualifierEvidence").add(quote.quote().id());
                    return;
                }
            }
        }
    }

    private static String summary(PromptData data, List<String> strengths, List<String> gaps) {
        String company = data.tagged("lead").path("company").asText("The company");
        String first = strengths.isEmpty()
                ? company + " shows little of what the profile looks for."
                : company + " speaks for itself on " + String.join(", ", strengths) + ".";
        String second = gaps.isEmpty()
                ? "No criterion is left without evidence."
                : "Nothing was found on " + String.join(", ", gaps) + ".";
        return first + " " + second;
    }
}
