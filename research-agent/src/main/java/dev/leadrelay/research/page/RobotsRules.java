package dev.leadrelay.research.page;

import java.util.Comparator;
import java.util.List;

/** What a site's robots.txt allows us: of the rules that match a path the longest decides. Immutable, pure. */
final class RobotsRules {
    /** A site without rules. */
    static final RobotsRules NONE = new RobotsRules(List.of());

    private static final int RULE_BYTES = 200;

    private final List<Rule> rules;
    private final int weight;

    /** One line of the file. */
    record Rule(boolean allows, RobotsPattern pattern) {}

    RobotsRules(List<Rule> rules) {
        // The longest first and, among equals, what allows first: then the first that matches decides.
        this.rules = rules.stream()
                .distinct()
                .sorted(Comparator.comparingInt((Rule rule) -> rule.pattern().length())
                        .reversed()
                        .thenComparing(rule -> !rule.allows()))
                .toList();
        weight = this.rules.stream()
                .mapToInt(rule -> RULE_BYTES + rule.pattern().length())
                .sum();
    }

    /** @param pathAndQuery of the address, as it is sent; {@code /robots.txt} itself is always allowed */
    boolean allows(String pathAndQuery) {
        if (rules.isEmpty() || pathAndQuery.equals("/robots.txt")) {
            return true;
        }
        String path = RobotsPattern.path(pathAndQuery);
        for (Rule rule : rules) {
            if (rule.pattern().matches(path)) {
                return rule.allows();
            }
        }
        return true;
    }

    /** Bytes of memory, roughly. */
    int weight() {
        return weight;
    }
}
