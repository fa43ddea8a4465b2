package dev.leadrelay.simulator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Picks from quotes the sentences worth stating, one per topic first. */
final class Claims {
    /**
     * A statement and the quote it rests on.
     *
     * @param evidence id of the quote
     */
    record Claim(String topic, String statement, String evidence) {}

    /** Told last and only where there is room; reported as identity. */
    private static final String HISTORY = "history";

    private static final Map<String, Set<String>> TOPICS = topics();
    private static final int LONGEST = 280;

    private final String company;
    private final long choice;

    Claims(String company, long choice) {
        this.company = company;
        this.choice = choice;
    }

    List<Claim> from(Collection<Quote> quotes, int most) {
        Map<String, List<Claim>> byTopic = new LinkedHashMap<>();
        TOPICS.keySet().forEach(topic -> byTopic.put(topic, new ArrayList<>()));
        Set<String> seen = new HashSet<>();
        for (Quote quote : quotes) {
            for (String sentence : Sentences.of(quote.text())) {
                String topic = topic(sentence);
                List<Claim> claims = byTopic.get(topic);
                if (claims != null && usable(sentence) && seen.add(sentence)) {
                    claims.add(new Claim(topic.equals(HISTORY) ? "identity" : topic, worded(sentence), quote.id()));
                }
            }
        }
        List<Claim> chosen = new ArrayList<>();
        for (List<Claim> claims : byTopic.values()) {
            if (!claims.isEmpty() && chosen.size() < most) {
                chosen.add(claims.size() == 1 || stateFirst(claims) ? claims.getFirst() : other(claims));
            }
        }
        return chosen;
    }

    /** Most topics are best told by what a site says first; products and people may vary. */
    private boolean stateFirst(List<Claim> claims) {
        return !Set.of("product", "people", "market").contains(claims.getFirst().topic());
    }

    private Claim other(List<Claim> claims) {
        return Seeded.pick(claims, Seeded.mix(choice, claims.getFirst().topic()));
    }

    private static boolean usable(String sentence) {
        return sentence.length() <= LONGEST && sentence.indexOf(' ') > 0 && !Sentences.isInstruction(sentence);
    }

    /** A sentence in the first person needs its speaker named. */
    private String worded(String sentence) {
        boolean firstPerson = sentence.matches("(?s).*\\b(We|Our|we|our)\\b.*");
        return firstPerson && !company.isEmpty() ? company + " states: " + sentence : sentence;
    }

    private static String topic(String sentence) {
        Set<String> stems = Sentences.stems(sentence);
        String best = "";
        int most = 0;
        for (Map.Entry<String, Set<String>> topic : TOPICS.entrySet()) {
            int count = 0;
            for (String word : topic.getValue()) {
                count += stems.contains(word) ? 1 : 0;
            }
            if (count > most) {
                most = count;
                best = topic.getKey();
            }
        }
        return best;
    }

    private static Map<String, Set<String>> topics() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put(
                "identity",
                "makes distributes resells installs advises serves sells manufactures goods maker software");
        words.put("size", "employs employees staff workforce apprentices headcount turnover");
        words.put(
                "news",
                "opened opens expanding expansion won hiring launched announced acquired fair showed capacity plant");
        words.put("technology", "erp system shop online runs sap odoo proalpha dynamics letter hand software cloud");
        words.put("need", "insolvency liquidation looking challenge bottleneck shortage");
        words.put("product", "offers range variants supplies products line");
        words.put("market", "customers countries export clients");
        words.put("people", "director head manager officer chief");
        words.put(HISTORY, "founded generations family");
        Map<String, Set<String>> topics = new LinkedHashMap<>();
        words.forEach((topic, list) -> topics.put(topic, Sentences.stems(list)));
        return topics;
    }
}
