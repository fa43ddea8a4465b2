package dev.leadrelay.validation.research;

import dev.leadrelay.schemas.records.Claim;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.ResearchSubject;
import dev.leadrelay.validation.Violations;
import java.util.ArrayList;
import java.util.List;

/** Each claim cites evidence, and all that it cites exists. */
final class ClaimCitesCheck implements Check<ResearchSubject> {
    @Override
    public String code() {
        return "research.uncited-claim";
    }

    @Override
    public List<Violation> check(ResearchSubject subject) {
        List<Violation> found = new ArrayList<>();
        EvidenceIndex index = new EvidenceIndex(subject.research());
        List<Claim> claims = subject.research().getClaims();
        for (int i = 0; i < claims.size(); i++) {
            String path = "/claims/" + i + "/evidenceIds";
            List<String> ids = claims.get(i).getEvidenceIds();
            if (ids.isEmpty()) {
                String statement = Violations.shortened(claims.get(i).getStatement());
                found.add(Violations.reject(code(), path, "the claim cites no evidence: " + statement));
            }
            String unknown = index.firstUnknown(ids);
            if (unknown != null) {
                String message = "the claim cites evidence that does not exist: " + Violations.shortened(unknown);
                found.add(Violations.reject("research.unknown-evidence", path, message));
            }
        }
        return found;
    }
}
