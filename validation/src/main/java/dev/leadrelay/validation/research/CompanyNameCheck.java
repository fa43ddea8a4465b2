package dev.leadrelay.validation.research;

import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.ResearchSubject;
import dev.leadrelay.validation.Violations;
import dev.leadrelay.validation.text.Companies;
import java.util.ArrayList;
import java.util.List;

/**
 * The company that was researched is called as the lead's. Another name on the lead's own domain may be a new name or
 * a parent company: a person looks.
 */
final class CompanyNameCheck implements Check<ResearchSubject> {
    @Override
    public String code() {
        return "research.company-name";
    }

    @Override
    public List<Violation> check(ResearchSubject subject) {
        List<Violation> found = new ArrayList<>();
        String researched = subject.research().getCompanyName();
        LeadIdentity identity = LeadIdentity.of(subject.lead());
        if (researched == null || researched.isBlank() || identity.company().isBlank()) {
            return found;
        }
        if (!Companies.compatible(researched, identity.company())) {
            String message = "the sources call the company " + Violations.shortened(researched) + ", the lead "
                    + Violations.shortened(identity.company());
            found.add(
                    identity.hasOwnSource(subject.research())
                            ? Violations.review(code(), "/companyName", message)
                            : Violations.reject(code(), "/companyName", message));
        }
        return found;
    }
}
