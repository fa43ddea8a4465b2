package dev.leadrelay.validation.lead;

import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.Violations;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A lead has an id and something to find it by. */
final class LeadFieldsCheck implements Check<Lead> {
    @Override
    public String code() {
        return "lead.incomplete";
    }

    @Override
    public List<Violation> check(Lead lead) {
        List<Violation> found = new ArrayList<>();
        if (isBlank(lead.getLeadId())) {
            found.add(Violations.reject(code(), "/leadId", "the lead has no id"));
        }
        if (isBlank(lead.getEmail())
                && isBlank(lead.getCompanyDomain())
                && isBlank(lead.getLinkedinUrl())
                && isBlank(lead.getCompany())) {
            found.add(Violations.reject(
                    code(), "", "the lead has neither email, company domain, LinkedIn address nor company"));
        }
        return found;
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
