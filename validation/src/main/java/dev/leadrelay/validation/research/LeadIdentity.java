package dev.leadrelay.validation.research;

import dev.leadrelay.schemas.records.EmailKind;
import dev.leadrelay.schemas.records.Evidence;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.validation.text.Addresses;
import dev.leadrelay.validation.text.Companies;
import java.util.Set;
import java.util.TreeSet;

/** By which domains and which name a lead's company can be told. */
record LeadIdentity(Set<String> domains, String company) {
    static LeadIdentity of(Lead lead) {
        Set<String> domains = new TreeSet<>();
        domains.add(Addresses.host(lead.getCompanyDomain()));
        domains.add(Addresses.host(lead.getWebsite()));
        if (lead.getEmailKind() == EmailKind.PERSONAL_WORK || lead.getEmailKind() == EmailKind.ROLE) {
            domains.add(Addresses.host(lead.getEmail()));
        }
        domains.remove("");
        String company = lead.getCompany();
        return new LeadIdentity(domains, company == null ? "" : company);
    }

    boolean isEmpty() {
        return domains.isEmpty() && company.isBlank();
    }

    boolean hasOwnSource(Research research) {
        return research.getEvidence().stream()
                .map(evidence -> Addresses.host(evidence.getUrl()))
                .anyMatch(host -> domains.stream().anyMatch(domain -> Addresses.within(host, domain)));
    }

    boolean isNamed(Evidence evidence) {
        return Companies.namedIn(company, evidence.getQuote())
                || evidence.getTitle() != null && Companies.namedIn(company, evidence.getTitle());
    }
}
