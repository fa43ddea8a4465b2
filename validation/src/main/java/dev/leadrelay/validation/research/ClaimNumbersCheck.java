package dev.leadrelay.validation.research;

import dev.leadrelay.schemas.records.Claim;
import dev.leadrelay.schemas.records.Evidence;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.ResearchSubject;
import dev.leadrelay.validation.Violations;
import dev.leadrelay.validation.text.Numbers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Each number in a statement stands in a quote or title that the claim cites. */
final class ClaimNumbersCheck implements Check<ResearchSubject> {
    @Override
    public String code() {
        return "research.ungrounded-number";
    }

    @Override
    public List<Violation> check(ResearchSubject subject) {
        List<Violation> found = new ArrayList<>();
        EvidenceIndex index = new EvidenceIndex(subject.research());
        List<Claim> claims = subject.research().getClaims();
        for (int i = 0; i < claims.size(); i++) {
            List<Numbers.Mention> mentions = Numbers.mentions(claims.get(i).getStatement());
            if (mentions.isEmpty()) {
                continue;
            }
            Set<String> known = known(claims.get(i), index);
            for (Numbers.Mention mention : mentions) {
                if (!mention.groundedIn(known)) {
                    String message = "the number " + Violations.shortened(mention.text())
                            + " stands in none of the quotes the claim cites";
                    found.add(Violations.reject(code(), "/claims/" + i + "/statement", message));
                }
            }
        }
        return found;
    }

    private static Set<String> known(Claim claim, EvidenceIndex index) {
        Set<String> known = new HashSet<>();
        for (String id : claim.getEvidenceIds()) {
            Evidence evidence = index.find(id);
            if (evidence != null) {
                Numbers.collect(evidence.getQuote(), known);
                if (evidence.getTitle() != null) {
                    Numbers.collect(evidence.getTitle(), known);
                }
            }
        }
        return known;
    }
}
