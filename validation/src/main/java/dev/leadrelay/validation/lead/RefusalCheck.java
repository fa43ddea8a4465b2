package dev.leadrelay.validation.lead;

import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.RefusalPolicy;
import dev.leadrelay.validation.Violations;
import dev.leadrelay.validation.text.Addresses;
import dev.leadrelay.validation.text.Folding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The refusal policy does not rule the lead out; every code begins with {@code policy.}. */
record RefusalCheck(RefusalPolicy policy) implements Check<Lead> {
    @Override
    public String code() {
        return "policy.refused";
    }

    @Override
    public List<Violation> check(Lead lead) {
        List<Violation> found = new ArrayList<>();
        if (policy.refuseDoNotContact() && lead.getDoNotContact()) {
            found.add(Violations.reject("policy.do-not-contact", "/doNotContact", "the lead must not be contacted"));
        }
        domain("/companyDomain", Addresses.host(lead.getCompanyDomain()), found);
        domain("/website", Addresses.host(lead.getWebsite()), found);
        String email = lead.getEmail();
        if (email != null) {
            domain("/email", Addresses.host(email), found);
            if (policy.suppressedEmails().contains(email.strip().toLowerCase(Locale.ROOT))) {
                found.add(Violations.reject("policy.suppressed-email", "/email", "this address is suppressed"));
            }
        }
        place(lead, found);
        return found;
    }

    private void domain(String path, String host, List<Violation> found) {
        if (policy.suppresses(host)) {
            String message = "the domain " + Violations.shortened(host) + " is suppressed";
            found.add(Violations.reject("policy.suppressed-domain", path, message));
        }
    }

    private void place(Lead lead, List<Violation> found) {
        String country = lead.getCountryIso2();
        if (country != null && policy.excludedCountries().contains(country.toUpperCase(Locale.ROOT))) {
            String message = "leads in " + Violations.shortened(country) + " are excluded";
            found.add(Violations.reject("policy.excluded-country", "/countryIso2", message));
        }
        String industry = lead.getIndustry();
        if (industry != null && policy.excludedIndustries().contains(Folding.fold(industry.strip()))) {
            String message = "the industry " + Violations.shortened(industry) + " is excluded";
            found.add(Violations.reject("policy.excluded-industry", "/industry", message));
        }
    }
}
