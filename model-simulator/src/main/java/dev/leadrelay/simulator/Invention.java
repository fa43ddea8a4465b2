package dev.leadrelay.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * A model that makes things up about every lead, at one stage each, always the same however often it is objected to. Which
 * stage and which way is chosen by the seed and the lead.
 */
final class Invention {
    private static final List<String> NAMES_OF_A_LEAD = List.of("email", "linkedinUrl", "companyDomain", "company");

    private final long seed;
    private final ObjectMapper json;
    private final Consumer<Invented> told;

    Invention(long seed, ObjectMapper json, Consumer<Invented> told) {
        this.seed = seed;
        this.json = json;
        this.told = told;
    }

    Answer invented(Answer answer, ChatRequest request, PromptData data) {
        String lead = lead(data.tagged("lead"));
        InventionKind kind = InventionKind.of(seed, lead);
        // Without a format the words are the end of a conversation with tools, which nobody uses.
        if (answer instanceof Answer.Structured structured && request.schema().equals(kind.task())) {
            Material material = new Material(request, data, Seeded.mix(seed, lead));
            told.accept(new Invented(lead, kind, put(kind, structured, material)));
        }
        return answer;
    }

    private String put(InventionKind kind, Answer.Structured answer, Material material) {
        return switch (answer.task()) {
            case ResearchAnswers.TASK -> new InventedClaim(material).put(kind, answer.value());
            case ScoreAnswers.TASK -> new InventedLevel(material).put(kind, answer.value());
            default -> new InventedWords(json, material).put(kind, answer.value());
        };
    }

    private static String lead(JsonNode lead) {
        for (String name : NAMES_OF_A_LEAD) {
            String value = lead.path(name).asText("").strip();
            if (!value.isEmpty()) {
                return value.toLowerCase(Locale.ROOT);
            }
        }
        return "";
    }
}
