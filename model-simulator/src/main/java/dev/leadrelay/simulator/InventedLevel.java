package dev.leadrelay.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Gives a criterion of a score the best level on evidence that does not exist or does not speak of it. */
final class InventedLevel {
    /** A criterion, its best level and how little a piece of evidence speaks for it. */
    private record Choice(ObjectNode entry, JsonNode level, String evidence, double speaks) {}

    private final Material material;

    InventedLevel(Material material) {
        this.material = material;
    }

    /** The id of the criterion that was judged so. */
    String put(InventionKind kind, ObjectNode answer) {
        List<Choice> choices = choices(answer);
        if (choices.isEmpty()) {
            return "";
        }
        Choice choice = kind == InventionKind.LEVEL_WITH_UNKNOWN_EVIDENCE
                ? Seeded.pick(choices, material.choice("criterion"))
                : choices.stream()
                        .min(Comparator.comparingDouble(Choice::speaks))
                        .orElseThrow();
        String cited =
                kind == InventionKind.LEVEL_WITH_UNKNOWN_EVIDENCE ? material.unknownEvidence() : choice.evidence();
        choice.entry().set("level", choice.level().path("id"));
        choice.entry()
                .put("reason", "The evidence clearly shows it.")
                .putArray("evidence")
                .add(cited);
        return choice.entry().path("criterion").asText("");
    }

    /** Of every criterion that is not judged best anyway with every piece of evidence; of all criteria where all are best. */
    private List<Choice> choices(ObjectNode answer) {
        List<Choice> all = new ArrayList<>();
        List<Choice> better = new ArrayList<>();
        for (JsonNode criterion : material.data().tagged("profile").path("criteria")) {
            JsonNode level = ScoreAnswers.best(criterion.path("levels"));
            for (JsonNode entry : answer.path("criteria")) {
                if (entry instanceof ObjectNode node && node.path("criterion").equals(criterion.path("id"))) {
                    List<Choice> choices = choices(node, level);
                    all.addAll(choices);
                    better.addAll(node.path("level").equals(level.path("id")) ? List.of() : choices);
                }
            }
        }
        return better.isEmpty() ? all : better;
    }

    private List<Choice> choices(ObjectNode entry, JsonNode level) {
        LevelMatch match = LevelMatch.of(level.path("description").asText(""));
        List<Choice> choices = new ArrayList<>();
        for (Quote quote : material.data().evidence().values()) {
            ReadQuote read = ReadQuote.of(quote);
            double speaks = match.in(List.of(read)).strength() + match.overlap(read);
            choices.add(new Choice(entry, level, quote.id(), speaks));
        }
        if (choices.isEmpty()) {
            material.evidence().forEach(id -> choices.add(new Choice(entry, level, id, 0)));
        }
        return choices.isEmpty() ? List.of(new Choice(entry, level, material.unknownEvidence(), 0)) : choices;
    }
}
