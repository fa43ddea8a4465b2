package dev.leadrelay.validation.research;

import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.records.Evidence;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.ResearchSubject;
import dev.leadrelay.validation.Violations;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Each evidence has the id that its address and quote give, and none stands twice. */
final class EvidenceIdCheck implements Check<ResearchSubject> {
    @Override
    public String code() {
        return "research.evidence-id";
    }

    @Override
    public List<Violation> check(ResearchSubject subject) {
        List<Violation> found = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        List<Evidence> all = subject.research().getEvidence();
        for (int i = 0; i < all.size(); i++) {
            Evidence evidence = all.get(i);
            if (!evidence.getId().equals(Identifiers.evidenceId(evidence.getUrl(), evidence.getQuote()))) {
                found.add(Violations.reject(
                        code(), "/evidence/" + i + "/id", "the id is not the hash of address and quote"));
            }
            if (!seen.add(evidence.getId())) {
                found.add(Violations.reject(
                        "research.duplicate-evidence", "/evidence/" + i, "the same evidence stands twice"));
            }
        }
        return found;
    }
}
