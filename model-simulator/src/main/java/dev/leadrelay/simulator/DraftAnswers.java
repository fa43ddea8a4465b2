package dev.leadrelay.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes a short personal message around one or two facts of the research. */
final class DraftAnswers {
    static final String TASK = "DraftAnswer";

    private static final int LONGEST_SUBJECT = 78;
    private static final List<String> TELLING = List.of("news", "technology", "product", "market", "identity", "size");

    private final ObjectMapper json;

    DraftAnswers(ObjectMapper json) {
        this.json = json;
    }

    /** A statement to build on and the evidence behind it. */
    private record Fact(String text, List<String> evidence) {}

    Answer answer(PromptData data, long choice) {
        JsonNode lead = data.tagged("lead");
        JsonNode seller = data.tagged("seller");
        // Another wording after an objection, or the same sentence would meet the same objection.
        long wording = Seeded.mix(choice, data.allTagged("violations").size());
        DraftPhrases phrases = DraftPhrases.of(json, data.tagged("language").asText("en"));
        List<Fact> facts = facts(data);
        ObjectNode answer = json.createObjectNode();
        Map<String, String> words = words(lead, seller, facts, phrases, wording);
        answer.put("subject", subject(phrases.pick("subject", wording), words));
        List<String> paragraphs = new ArrayList<>();
        paragraphs.add(filled(greeting(phrases, lead, wording), words));
        if (!facts.isEmpty()) {
            paragraphs.add(filled(phrases.pick("opening", wording), words) + " "
                    + filled(phrases.pick("bridge", wording), words));
        }
        paragraphs.add(
                filled(phrases.pick("offer", wording), words) + " " + filled(phrases.pick("angle", wording), words));
        if (facts.size() > 1) {
            paragraphs.add(filled(phrases.pick("second", wording), words));
        }
        paragraphs.add(
                filled(phrases.pick("ask", wording), words) + " " + filled(phrases.pick("pace", wording), words));
        paragraphs.add(phrases.pick("closing", wording));
        answer.put("body", String.join("\n\n", paragraphs));
        Set<String> cited = new LinkedHashSet<>();
        facts.forEach(fact -> cited.addAll(fact.evidence()));
        ArrayNode evidence = answer.putArray("evidence");
        cited.forEach(evidence::add);
        return new Answer.Structured(TASK, answer);
    }

    private static String greeting(DraftPhrases phrases, JsonNode lead, long wording) {
        boolean named = !lead.path("firstName").asText("").isBlank();
        return phrases.pick(named ? "greetingNamed" : "greeting", wording);
    }

    private static Map<String, String> words(
            JsonNode lead, JsonNode seller, List<Fact> facts, DraftPhrases phrases, long wording) {
        String company = lead.path("company").asText("").strip();
        return Map.of(
                "first", lead.path("firstName").asText("").strip(),
                "company", company.isEmpty() ? phrases.pick("yourCompany", wording) : company,
                "product", seller.path("product").asText(""),
                "seller", seller.path("company").asText(""),
                "value", value(seller, wording),
                "fact", facts.isEmpty() ? "" : facts.get(0).text(),
                "fact2", facts.size() < 2 ? "" : facts.get(1).text());
    }

    private static String value(JsonNode seller, long wording) {
        List<String> values = new ArrayList<>();
        seller.path("valuePropositions").forEach(value -> values.add(withoutStop(value.asText())));
        return values.isEmpty() ? "" : Seeded.pick(values, Seeded.mix(wording, "value"));
    }

    /** The two most telling claims; what is said about people is left out, a message names nobody else. */
    private static List<Fact> facts(PromptData data) {
        List<Fact> facts = new ArrayList<>();
        for (String topic : TELLING) {
            for (JsonNode claim : data.tagged("claims")) {
                String statement = claim.path("statement").asText("");
                if (facts.size() < 2
                        && claim.path("topic").asText("").equalsIgnoreCase(topic)
                        && !Sentences.isInstruction(statement)
                        && !claim.path("evidence").isEmpty()) {
                    List<String> ids = new ArrayList<>();
                    claim.path("evidence").forEach(id -> ids.add(id.asText()));
                    facts.add(new Fact(withoutStop(statement), ids));
                }
            }
        }
        return facts;
    }

    private static String withoutStop(String sentence) {
        return sentence.strip().replaceFirst("[.!。]+$", "");
    }

    private static String subject(String template, Map<String, String> words) {
        String subject = filled(template, words);
        if (subject.length() <= LONGEST_SUBJECT) {
            return subject;
        }
        int space = subject.lastIndexOf(' ', LONGEST_SUBJECT);
        return subject.substring(0, space > 0 ? space : LONGEST_SUBJECT);
    }

    private static String filled(String template, Map<String, String> words) {
        StringBuilder text = new StringBuilder(template.length() + 120);
        int at = 0;
        while (at < template.length()) {
            int open = template.indexOf('{', at);
            int close = open < 0 ? -1 : template.indexOf('}', open);
            if (close < 0) {
                return text.append(template, at, template.length()).toString();
            }
            text.append(template, at, open).append(words.getOrDefault(template.substring(open + 1, close), ""));
            at = close + 1;
        }
        return text.toString();
    }
}
