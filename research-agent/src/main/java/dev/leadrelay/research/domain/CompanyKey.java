package dev.leadrelay.research.domain;

import dev.leadrelay.schemas.records.EmailKind;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.validation.text.Addresses;

/** By what a lead's company can be looked up. Pure. */
final class CompanyKey {
    private CompanyKey() {}

    /** Domain of the company's site: as given, else of its website, else of a work address; empty when none is known. */
    static String domain(Lead lead) {
        String given = Addresses.host(lead.getCompanyDomain());
        if (!given.isEmpty()) {
            return given;
        }
        String site = Addresses.host(lead.getWebsite());
        if (!site.isEmpty()) {
            return site;
        }
        boolean work = lead.getEmailKind() == EmailKind.PERSONAL_WORK || lead.getEmailKind() == EmailKind.ROLE;
        return work ? Addresses.host(lead.getEmail()) : "";
    }

    /** Name of the company; empty when it is not given. */
    static String name(Lead lead) {
        String company = lead.getCompany();
        return company == null ? "" : company.strip();
    }
}
