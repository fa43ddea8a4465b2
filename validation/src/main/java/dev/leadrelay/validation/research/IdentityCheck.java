package dev.leadrelay.validation.research;

import dev.leadrelay.schemas.records.Evidence;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.ResearchSubject;
import dev.leadrelay.validation.Violations;
import java.util.ArrayList;
import java.util.List;

/** Some evidence is from the lead's own domain or names its company: the research is about the right one. */
final class IdentityCheck implements Check<ResearchSubject> {
    @Override
    public String code() {
        return "research.identity";
    }

    @Override
    public List<Violation> check(ResearchSubject subject) {
        List<Violation> found = new ArrayList<>();
        List<Evidence> evidence = subject.research().getEvidence();
        LeadIdentity identity = LeadIdentity.of(subject.lead());
        if (evidence.isEmpty()) {
            return found;
        }
        if (identity.isEmpty()) {
            found.add(Violations.warn(
                    "research.identity-unverifiable",
                    "",
                    "the lead has neither company nor company domain to compare"));
        } else if (!identity.hasOwnSource(subject.research())
                && evidence.stream().noneMatch(identity::isNamed)) {
            String wanted = identity.company().isBlank() ? String.join(", ", identity.domains()) : identity.company();
            found.add(Violations.reject(
                    code(), "/evidence", "no evidence is from or names " + Violations.shortened(wanted)));
        }
        return found;
    }
}
