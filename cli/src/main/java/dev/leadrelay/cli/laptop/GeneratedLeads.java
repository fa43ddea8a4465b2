package dev.leadrelay.cli.laptop;

import dev.leadrelay.schemas.LeadIds;
import dev.leadrelay.schemas.records.EmailKind;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.simulator.DemoCompanies;
import dev.leadrelay.simulator.DemoCompany;
import dev.leadrelay.simulator.DemoPerson;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Leads of the simulator's fictional companies, each with a company and a site of its own. */
public final class GeneratedLeads {
    private GeneratedLeads() {}

    /** The first leads of a seed; the same for the same seed. */
    public static List<Lead> of(long seed, int count) {
        List<Lead> leads = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            leads.add(lead(DemoCompanies.byIndex(seed, index), index));
        }
        return leads;
    }

    private static Lead lead(DemoCompany company, int index) {
        DemoPerson person = company.people().getFirst();
        String fullName = person.firstName() + " " + person.lastName();
        String email = ascii(person.firstName() + "." + person.lastName()) + "@" + company.domain();
        return Lead.newBuilder()
                .setLeadId(LeadIds.of(email, null, company.domain(), company.name(), fullName)
                        .orElseThrow())
                .setExternalId("generated-" + index)
                .setExtra(Map.of())
                .setFirstName(person.firstName())
                .setLastName(person.lastName())
                .setFullName(fullName)
                .setTitle(person.title())
                .setCompany(company.name())
                .setCompanyDomain(company.domain())
                .setWebsite("http://" + company.domain() + "/")
                .setEmail(email)
                .setEmailKind(EmailKind.PERSONAL_WORK)
                .build();
    }

    private static String ascii(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFD)
                .replaceAll("[^\\p{ASCII}]", "")
                .replaceAll("[^A-Za-z.]", "")
                .toLowerCase(Locale.ROOT);
    }
}
