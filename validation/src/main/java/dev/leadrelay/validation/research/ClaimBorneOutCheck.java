package dev.leadrelay.validation.research;

import dev.leadrelay.schemas.records.Claim;
import dev.leadrelay.schemas.records.Evidence;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.ResearchSubject;
import dev.leadrelay.validation.Violations;
import dev.leadrelay.validation.text.Folding;
import dev.leadrelay.validation.text.Languages;
import dev.leadrelay.validation.text.Wording;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A claim says what its quotes say: it shares at least half of its telling words with them, and every name in it stands there. Across
 * languages words are not shared, so there only the names are held against the quotes.
 */
final class ClaimBorneOutCheck implements Check<ResearchSubject> {
    private static final double LEAST_SHARE = 0.5;
    private static final int LEAST_WORDS = 3;

    /** Words by which a claim says whose statement it is. */
    private static final Set<String> ATTRIBUTION = Set.of(
            "says",
            "said",
            "states",
            "stated",
            "reports",
            "reported",
            "according",
            "page",
            "pages",
            "website",
            "site",
            "company",
            "firm",
            "mentions",
            "names",
            "lists",
            "describes",
            "itself",
            "also",
            "there",
            "they",
            "their",
            "which",
            "where",
            "about",
            "than",
            "more");

    @Override
    public String code() {
        return "research.not-borne-out";
    }

    @Override
    public List<Violation> check(ResearchSubject subject) {
        EvidenceIndex index = new EvidenceIndex(subject.research());
        Set<String> identity = identity(subject);
        List<Violation> found = new ArrayList<>();
        List<Claim> claims = subject.research().getClaims();
        for (int i = 0; i < claims.size(); i++) {
            String quotes = quotes(claims.get(i), index);
            if (!quotes.isBlank()) {
                String problem = problem(claims.get(i).getStatement(), quotes, identity);
                if (problem != null) {
                    found.add(Violations.reject(code(), "/claims/" + i + "/statement", problem));
                }
            }
        }
        return found;
    }

    private static @Nullable String problem(String statement, String quotes, Set<String> identity) {
        Set<String> known = new HashSet<>(Folding.words(quotes));
        known.addAll(Folding.words(Folding.foldGerman(quotes)));
        for (String name : Wording.names(statement)) {
            List<String> words = Folding.words(name);
            if (!known.containsAll(words) && !identity.containsAll(words)) {
                return "names " + Violations.shortened(name) + ", which stands in none of the quotes the claim cites";
            }
        }
        String language = Languages.guess(quotes);
        if (!language.isEmpty() && !language.equals("en")) {
            return null;
        }
        Set<String> untold = new HashSet<>(identity);
        untold.addAll(ATTRIBUTION);
        Set<String> telling = Wording.stems(statement, untold);
        Set<String> quoted = Wording.stems(quotes, Set.of());
        long shared = telling.stream().filter(quoted::contains).count();
        return telling.size() >= LEAST_WORDS && shared < LEAST_SHARE * telling.size()
                ? "only " + shared + " of its " + telling.size()
                        + " telling words stand in the quotes the claim cites; say what they say, or leave it out"
                : null;
    }

    private static String quotes(Claim claim, EvidenceIndex index) {
        StringBuilder quotes = new StringBuilder();
        for (String id : claim.getEvidenceIds()) {
            Evidence evidence = index.find(id);
            if (evidence != null) {
                quotes.append(evidence.getQuote()).append('\n');
                if (evidence.getTitle() != null) {
                    quotes.append(evidence.getTitle()).append('\n');
                }
            }
        }
        return quotes.toString();
    }

    private static Set<String> identity(ResearchSubject subject) {
        Set<String> identity = new HashSet<>();
        Lead lead = subject.lead();
        for (String text :
                new String[] {lead.getCompany(), subject.research().getCompanyName(), lead.getCompanyDomain()}) {
            if (text != null) {
                identity.addAll(Folding.words(text));
                identity.addAll(Folding.words(Folding.foldGerman(text)));
            }
        }
        return identity;
    }
}
