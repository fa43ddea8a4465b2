package dev.leadrelay.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What inventions about one lead are made from. */
final class Material {
    private final PromptData data;
    private final String known;
    private final long choice;

    /**
     * What a prompt gives.
     *
     * @param choice decides between possibilities; the same for all prompts about a lead
     */
    Material(ChatRequest request, PromptData data, long choice) {
        this.data = data;
        this.choice = choice;
        StringBuilder text = new StringBuilder();
        // The model's own earlier answers are left out, or a repair would invent something else each time.
        request.messages().stream()
                .filter(message -> message.from("user") || message.from("tool"))
                .filter(message -> data.taggedIn(message, "violations").isEmpty())
                .forEach(message -> text.append(message.content()).append('\n'));
        this.known = text.toString().toLowerCase(Locale.ROOT);
    }

    PromptData data() {
        return data;
    }

    long choice(String salt) {
        return Seeded.mix(choice, salt);
    }

    /** The name of the lead's company. */
    String company() {
        String name = data.tagged("lead").path("company").asText("").strip();
        return name.isEmpty() ? "The company" : name;
    }

    /** Ids that may be cited. */
    List<String> evidence() {
        List<String> ids = new ArrayList<>(data.evidence().keySet());
        for (JsonNode claim : data.tagged("claims")) {
            claim.path("evidence").forEach(id -> ids.add(id.asText()));
        }
        return ids;
    }

    /** An id of the usual shape that nothing has. */
    String unknownEvidence() {
        List<String> ids = evidence();
        String like = ids.isEmpty() ? "e00000000" : ids.getFirst();
        for (int i = 0; ; i++) {
            String hex = Long.toHexString(Seeded.mix(choice, "id" + i)) + "0000";
            String id = like.length() < 5
                    ? like + hex.substring(0, 4)
                    : like.substring(0, like.length() - 4) + hex.substring(0, 4);
            if (isNew(id)) {
                return id;
            }
        }
    }

    /** Another company of the demo, of another name. */
    DemoCompany stranger() {
        for (int i = 0; ; i++) {
            DemoCompany other =
                    DemoCompanies.byIndex(1, Seeded.between(choice("stranger" + i), 0, DemoCompanies.DISTINCT - 1));
            if (isNew(other.name())) {
                return other;
            }
        }
    }

    /** One of the texts that the prompt does not have; the first chosen where it has them all. */
    String unknown(List<String> texts, String salt) {
        int first = Seeded.between(choice(salt), 0, texts.size() - 1);
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get((first + i) % texts.size());
            if (isNew(text)) {
                return text;
            }
        }
        return texts.get(first);
    }

    /** Digits in the shape of a number, separators kept, that stand nowhere in the prompt. */
    String unknownNumber(String like) {
        for (int i = 0; ; i++) {
            StringBuilder number = new StringBuilder(like);
            for (int at = 0; at < like.length(); at++) {
                if (Character.isDigit(like.charAt(at))) {
                    long digit = choice("digit" + i + "/" + at);
                    number.setCharAt(at, (char) ('0' + Seeded.between(digit, 1, 9)));
                }
            }
            // A short number may have no free neighbour, so it grows.
            String found = i < 20 ? number.toString() : number.append(i).toString();
            if (isNew(found)) {
                return found;
            }
        }
    }

    boolean isNew(String text) {
        return !known.contains(text.toLowerCase(Locale.ROOT));
    }
}
