package dev.leadrelay.simulator;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Faults that a lead itself asks for: {@code simulate scoring=refusal} in its notes lets every call of that stage about that lead end so,
 * which is how one sees what becomes of it. A flipped level comes with every second vote only, so that votes disagree.
 */
final class Wishes {
    private static final Pattern WISH = Pattern.compile("simulate ([a-z]+)=([a-z_]+)");
    private static final Map<String, String> TASKS = Map.of(
            "planning", ResearchAnswers.TOOLS_TASK,
            "research", ResearchAnswers.TASK,
            "scoring", ScoreAnswers.TASK,
            "writer", DraftAnswers.TASK);

    private Wishes() {}

    /** The fault wished for this answer; null for none. */
    static @Nullable FaultKind of(PromptData data, Answer answer, int attempt) {
        String notes = data.tagged("lead").path("notes").asText("");
        Matcher wish = WISH.matcher(notes);
        while (wish.find()) {
            boolean planning = wish.group(1).equals("planning") && data.offersTools();
            if (planning || answer.task().equals(TASKS.get(wish.group(1)))) {
                FaultKind kind = kind(wish.group(2));
                return kind == FaultKind.FLIPPED_LEVEL && attempt % 2 == 0 ? null : kind;
            }
        }
        return null;
    }

    private static @Nullable FaultKind kind(String name) {
        for (FaultKind kind : FaultKind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(name)) {
                return kind;
            }
        }
        return null;
    }
}
