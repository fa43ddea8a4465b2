package dev.leadrelay.research.domain;

import dev.leadrelay.schemas.records.Contradiction;
import dev.leadrelay.schemas.records.ContradictoryStatement;
import dev.leadrelay.schemas.records.Evidence;
import dev.leadrelay.schemas.records.EvidenceKind;
import dev.leadrelay.validation.text.Addresses;
import dev.leadrelay.validation.text.Companies;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Finds what different addresses state differently of one company: how many it employs, when it was founded, where it
 * has its seat. It settles nothing. Pure.
 */
final class Contradictions {
    /** Statements of one contradiction at most. */
    static final int MOST = 6;

    private static final Pattern SENTENCE_END = Pattern.compile("\\R|(?<=[\\p{L}\\d)]{3}[.!?])\\s+(?=\\p{Lu})");

    private final String domain;
    private final String company;

    private Contradictions(String domain, String company) {
        this.domain = domain;
        this.company = company;
    }

    /**
     * The contradictions among evidence, in the order in which their facts first appear.
     *
     * @param domain of the company's site; empty when it is not known
     * @param company its name; empty when it is not known
     */
    static List<Contradiction> among(List<Evidence> evidence, String domain, String company) {
        Contradictions finder = new Contradictions(domain, company);
        Map<String, List<Stated>> byFact = new LinkedHashMap<>();
        for (Evidence piece : evidence) {
            for (StatedFact fact : finder.facts(piece)) {
                byFact.computeIfAbsent(fact.fact(), name -> new ArrayList<>()).add(new Stated(fact, piece));
            }
        }
        List<Contradiction> found = new ArrayList<>();
        byFact.forEach((fact, all) -> {
            List<Stated> sides = sides(all);
            if (!sides.isEmpty()) {
                found.add(new Contradiction(
                        fact, sides.stream().map(Stated::statement).toList()));
            }
        });
        return found;
    }

    /** Where a fact is stated. */
    private record Stated(StatedFact fact, Evidence evidence) {
        /** One page may count in two ways; two addresses are two sources. */
        boolean contradicts(Stated other) {
            boolean sameAddress = address(evidence).equals(address(other.evidence));
            return !sameAddress && fact.contradicts(other.fact);
        }

        private static String address(Evidence evidence) {
            String url = evidence.getUrl();
            int fragment = url.indexOf('#');
            return Addresses.normal(fragment < 0 ? url : url.substring(0, fragment));
        }

        ContradictoryStatement statement() {
            return new ContradictoryStatement(fact.text(), evidence.getId());
        }
    }

    /** The first two that contradict each other, and what contradicts one of those already there in a new way. */
    private static List<Stated> sides(List<Stated> all) {
        List<Stated> sides = firstPair(all);
        if (sides.isEmpty()) {
            return sides;
        }
        for (Stated candidate : all) {
            boolean isNew = sides.stream().allMatch(side -> side.fact.contradicts(candidate.fact));
            if (sides.size() < MOST && isNew && sides.stream().anyMatch(candidate::contradicts)) {
                sides.add(candidate);
            }
        }
        return sides;
    }

    private static List<Stated> firstPair(List<Stated> all) {
        for (int i = 1; i < all.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (all.get(j).contradicts(all.get(i))) {
                    return new ArrayList<>(List.of(all.get(j), all.get(i)));
                }
            }
        }
        return List.of();
    }

    private List<StatedFact> facts(Evidence evidence) {
        List<StatedFact> facts = new ArrayList<>();
        for (String sentence : SENTENCE_END.split(evidence.getQuote(), -1)) {
            if (isAboutTheCompany(evidence, sentence)) {
                facts.addAll(EmployeeFacts.in(sentence));
                facts.addAll(FoundingFacts.in(sentence));
                facts.addAll(PlaceFacts.in(sentence));
            }
        }
        return facts;
    }

    /** A stranger's page says things of many companies. */
    private boolean isAboutTheCompany(Evidence evidence, String sentence) {
        boolean own = evidence.getKind() == EvidenceKind.COMPANY_RECORD
                || Addresses.within(Addresses.host(evidence.getUrl()), domain);
        return own || Companies.namedIn(company, sentence);
    }
}
