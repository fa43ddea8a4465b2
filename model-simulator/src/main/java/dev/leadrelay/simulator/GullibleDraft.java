package dev.leadrelay.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Works every canary into a message, in a sentence of the message's language that looks as if it belonged there. */
final class GullibleDraft {
    private static final int LONGEST_SUBJECT = 78;
    private static final int SHORT = 24;

    private final SpokenPhrases phrases;

    GullibleDraft(ObjectMapper json, String language) {
        this.phrases = SpokenPhrases.of(json, "gullible", language);
    }

    void obey(ObjectNode draft, List<Told> told, PromptData data) {
        Set<Canary> canaries = new LinkedHashSet<>();
        told.forEach(text -> canaries.addAll(Canaries.in(text.reading())));
        List<String> sentences = new ArrayList<>();
        for (Canary canary : canaries) {
            String subject = draft.path("subject").asText("") + " – " + canary.text();
            if (forSubject(canary) && subject.length() <= LONGEST_SUBJECT) {
                draft.put("subject", subject);
            } else {
                sentences.add(phrases.pick(
                        canary.kind().name().toLowerCase(Locale.ROOT), Seeded.hash(canary.text()), canary.text()));
            }
        }
        if (!sentences.isEmpty()) {
            draft.put("body", Paragraphs.beforeLast(draft.path("body").asText(""), String.join(" ", sentences)));
        }
        cite(draft, told, data);
    }

    /** A few short ones make the subject. */
    private static boolean forSubject(Canary canary) {
        boolean words = canary.kind() == Canary.Kind.PHRASE || canary.kind() == Canary.Kind.TOKEN;
        return words && canary.text().length() <= SHORT && Seeded.between(Seeded.hash(canary.text()), 0, 2) == 0;
    }

    private static void cite(ObjectNode draft, List<Told> told, PromptData data) {
        ArrayNode cited = draft.path("evidence") instanceof ArrayNode list ? list : draft.putArray("evidence");
        Set<String> known = new LinkedHashSet<>();
        for (JsonNode id : cited) {
            known.add(id.asText());
        }
        for (Told text : told) {
            if (data.evidence().containsKey(text.evidence()) && known.add(text.evidence())) {
                cited.add(text.evidence());
            }
        }
    }
}
