package dev.leadrelay.validation.lead;

import dev.leadrelay.schemas.records.Lead;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The texts of a lead, one by one, with the JSON pointer of each. */
public final class LeadTexts {
    private LeadTexts() {}

    /** Gives pointer and text of each single-line field that is set; identifiers, names, company, place. */
    public static void singleLine(Lead lead, BiConsumer<String, String> each) {
        give("/leadId", lead.getLeadId(), each);
        give("/externalId", lead.getExternalId(), each);
        give("/firstName", lead.getFirstName(), each);
        give("/lastName", lead.getLastName(), each);
        give("/fullName", lead.getFullName(), each);
        give("/title", lead.getTitle(), each);
        give("/company", lead.getCompany(), each);
        give("/companyDomain", lead.getCompanyDomain(), each);
        give("/website", lead.getWebsite(), each);
        give("/linkedinUrl", lead.getLinkedinUrl(), each);
        give("/email", lead.getEmail(), each);
        give("/phone", lead.getPhone(), each);
        give("/industry", lead.getIndustry(), each);
        give("/employeeRangeRaw", lead.getEmployeeRangeRaw(), each);
        give("/countryIso2", lead.getCountryIso2(), each);
        give("/countryRaw", lead.getCountryRaw(), each);
        give("/city", lead.getCity(), each);
        give("/language", lead.getLanguage(), each);
    }

    /** Gives pointer and text of notes and extra columns, which may have several lines. */
    public static void multiLine(Lead lead, BiConsumer<String, String> each) {
        give("/notes", lead.getNotes(), each);
        lead.getExtra().forEach((key, value) -> give("/extra/" + pointer(key), value, each));
    }

    private static void give(String path, @Nullable String text, BiConsumer<String, String> each) {
        if (text != null) {
            each.accept(path, text);
        }
    }

    private static String pointer(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }
}
