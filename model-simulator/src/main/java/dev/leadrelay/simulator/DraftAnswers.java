package dev.leadrelay.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes a short personal message around one or two facts of the research. Something of this company alone stands in any
 * dozen words of it, or two messages would share a sentence: the facts open the message close together, the name stands
 * in the middle of the offer, and what follows it is too short for a dozen words.
 */
final class DraftAnswers {
    static final String TASK = "DraftAnswer";

    private static final int LONGEST_SUBJECT = 78;
    private static final int NEXT = 3;
    private static final Set<String> DULL = Set.of(Retelling.LETTERS, Retelling.QUOTED);
    private static final List<String> TELLING = List.of("news", "technology", "product", "market", "identity", "size");

    private final ObjectMapper json;

    DraftAnswers(ObjectMapper json) {
        this.json = json;
    }

    /** A statement to build on and the evidence behind it. */
    private record Fact(Retelling told, List<String> evidence) {}

    Answer answer(PromptData data, long choice) {
        JsonNode lead = data.tagged("lead");
        JsonNode seller = data.tagged("seller");
        // Another wording after an objection, or the same sentence would meet the same objection.
        long wording = Seeded.mix(choice, data.allTagged("violations").size());
        DraftPhrases phrases = DraftPhrases.of(json, data.tagged("language").asText("en"));
        List<Fact> facts = facts(data, seller, wording);
        ObjectNode answer = json.createObjectNode();
        Map<String, String> words = words(lead, seller, phrases, wording);
        answer.put("subject", subject(phrases.pick("subject", wording), words));
        List<String> paragraphs = new ArrayList<>();
        paragraphs.add(filled(greeting(phrases, lead, wording), words));
        if (!facts.isEmpty()) {
            String first = told(facts.getFirst(), "first", phrases, words, wording);
            paragraphs.add(
                    facts.size() < 2 ? first : first + " " + told(facts.get(1), "second", phrases, words, wording));
        }
        paragraphs.add(filled(phrases.pick(offer(facts), wording) + " " + phrases.pick("ask", wording), words));
        paragraphs.add(phrases.pick("closing", wording));
        answer.put("body", String.join("\n\n", paragraphs));
        Set<String> cited = new LinkedHashSet<>();
        facts.forEach(fact -> cited.addAll(fact.evidence()));
        ArrayNode evidence = answer.putArray("evidence");
        cited.forEach(evidence::add);
        return new Answer.Structured(TASK, answer);
    }

    /** Where the sentence before has named the product, the offer does not name it again. */
    private static String offer(List<Fact> facts) {
        boolean named = facts.size() > 1 && facts.get(1).told().kind().equals(Retelling.ERP);
        return named ? "offerAfterErp" : "offer";
    }

    private static String greeting(DraftPhrases phrases, JsonNode lead, long wording) {
        boolean named = !lead.path("firstName").asText("").isBlank();
        return phrases.pick(named ? "greetingNamed" : "greeting", wording);
    }

    private static Map<String, String> words(JsonNode lead, JsonNode seller, DraftPhrases phrases, long wording) {
        String domain = lead.path("companyDomain").asText("").strip();
        String listed = lead.path("company").asText("").strip();
        String full = listed.isEmpty() ? ShortNames.ofDomain(domain) : listed;
        String company = full.isEmpty() ? phrases.pick("yourCompany", wording) : ShortNames.of(full);
        String first = lead.path("firstName").asText("").strip();
        Map<String, String> words = new HashMap<>();
        words.put("first", first);
        words.put("name", (first + " " + lead.path("lastName").asText("").strip()).strip());
        words.put("company", company);
        words.put("fullCompany", full.isEmpty() ? company : full);
        words.put("site", domain.isEmpty() ? company : domain);
        words.put("product", seller.path("product").asText(""));
        words.put("seller", seller.path("company").asText(""));
        words.put("value", value(seller, phrases, wording));
        return words;
    }

    private static String value(JsonNode seller, DraftPhrases phrases, long wording) {
        List<String> values = new ArrayList<>();
        seller.path("valuePropositions").forEach(value -> values.add(withoutStop(value.asText())));
        return values.isEmpty() ? "" : phrases.value(Seeded.pick(values, Seeded.mix(wording, "value")), wording);
    }

    /**
     * The most telling claim and one of the next three, so that two people of one company do not read the same; what is
     * said about people is left out, a message names nobody else. That letters are answered by hand is told only for want
     * of anything better, and so is what can only be quoted.
     */
    private static List<Fact> facts(PromptData data, JsonNode seller, long wording) {
        List<Fact> facts = new ArrayList<>();
        List<Fact> dull = new ArrayList<>();
        Set<String> disputed = disputed(data);
        for (String topic : TELLING) {
            for (JsonNode claim : data.tagged("claims")) {
                String statement = claim.path("statement").asText("");
                if (claim.path("topic").asText("").equalsIgnoreCase(topic)
                        && !Sentences.isInstruction(statement)
                        && !claim.path("evidence").isEmpty()
                        && restsOnNoneOf(claim, disputed)) {
                    Fact fact = fact(statement, claim, seller);
                    (DULL.contains(fact.told().kind()) ? dull : facts).add(fact);
                }
            }
        }
        if (facts.size() < 2) {
            facts.addAll(dull);
        }
        List<Fact> next = facts.subList(Math.min(1, facts.size()), Math.min(1 + NEXT, facts.size()));
        return next.isEmpty()
                ? facts
                : List.of(facts.getFirst(), Seeded.pick(next, Seeded.mix(wording, "second fact")));
    }

    /** Evidence that other evidence contradicts. */
    private static Set<String> disputed(PromptData data) {
        Set<String> ids = new HashSet<>();
        data.tagged("contradictions").findValues("evidence").forEach(id -> ids.add(id.asText()));
        return ids;
    }

    private static boolean restsOnNoneOf(JsonNode claim, Set<String> disputed) {
        for (JsonNode id : claim.path("evidence")) {
            if (disputed.contains(id.asText())) {
                return false;
            }
        }
        return true;
    }

    private static Fact fact(String statement, JsonNode claim, JsonNode seller) {
        List<String> ids = new ArrayList<>();
        claim.path("evidence").forEach(id -> ids.add(id.asText()));
        Retelling told = Retelling.of(withoutStop(statement));
        boolean unread = told.kind().equals(Retelling.ERP)
                && !seller.path("facts").toString().contains(told.slots().getOrDefault("system", ""));
        return new Fact(unread ? told.as("erpOther") : told, ids);
    }

    private static String told(Fact fact, String place, DraftPhrases phrases, Map<String, String> words, long wording) {
        Map<String, String> all = new HashMap<>(words);
        all.putAll(fact.told().slots());
        all.computeIfPresent("month", (slot, month) -> phrases.month(month));
        return filled(phrases.fact(fact.told().kind(), place, wording), all);
    }

    private static String withoutStop(String sentence) {
        return sentence.strip().replaceFirst("[.!。]+$", "");
    }

    /** In full, for a subject is read alone; the legal form is the first thing to go where there is no room. */
    private static String subject(String template, Map<String, String> words) {
        Map<String, String> full = new HashMap<>(words);
        full.put("company", words.getOrDefault("fullCompany", ""));
        String subject = filled(template, full);
        if (subject.length() > LONGEST_SUBJECT) {
            subject = filled(template, words);
        }
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
