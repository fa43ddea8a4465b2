package dev.leadrelay.cli.intake;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a lead that a column can fill, with the names that CRM exports give them. */
enum LeadField {
    EXTERNAL_ID("externalId", "recordid", "externalid", "contactid", "leadid", "crmid", "id"),
    FIRST_NAME("firstName", "firstname", "givenname", "vorname", "prenom"),
    LAST_NAME("lastName", "lastname", "surname", "familyname", "nachname", "nom"),
    FULL_NAME("fullName", "fullname", "name", "contactname", "leadname", "contact"),
    TITLE("title", "title", "jobtitle", "position", "role", "funktion"),
    COMPANY("company", "company", "companyname", "accountname", "account", "organization", "organisation", "firma"),
    COMPANY_DOMAIN("companyDomain", "companydomain", "domain", "companydomainname", "emaildomain"),
    WEBSITE("website", "website", "companywebsite", "websiteurl", "url", "web", "homepage"),
    LINKEDIN_URL("linkedinUrl", "linkedinurl", "linkedin", "linkedinprofile", "personlinkedinurl"),
    EMAIL("email", "email", "emailaddress", "workemail", "mail", "businessemail"),
    PHONE("phone", "phone", "phonenumber", "mobile", "mobilephone", "directphone", "telefon"),
    INDUSTRY("industry", "industry", "companyindustry", "branche"),
    EMPLOYEES("employees", "employees", "noofemployees", "numberofemployees", "employeecount", "companysize"),
    COUNTRY("country", "country", "companycountry", "countryregion", "land", "pays"),
    CITY("city", "city", "companycity", "stadt", "ort"),
    LANGUAGE("language", "language", "preferredlanguage", "sprache"),
    NOTES("notes", "notes", "note", "description", "comments", "comment", "notizen"),
    DO_NOT_CONTACT("doNotContact", "donotcontact", "donotcall", "emailoptout", "optout", "unsubscribed");

    private static final Map<String, LeadField> BY_ALIAS = aliases();

    private final String fieldName;
    private final List<String> aliases;

    LeadField(String fieldName, String... aliases) {
        this.fieldName = fieldName;
        this.aliases = List.of(aliases);
    }

    /** Name that {@code --map column=field} uses. */
    String fieldName() {
        return fieldName;
    }

    /** The field that a column of that header fills, or null for none. */
    static @Nullable LeadField ofHeader(String header) {
        return BY_ALIAS.get(normalise(header));
    }

    /** The field of that exact name, or null for none. */
    static @Nullable LeadField ofFieldName(String name) {
        for (LeadField field : values()) {
            if (field.fieldName.equals(name)) {
                return field;
            }
        }
        return null;
    }

    private static String normalise(String header) {
        return header.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    private static Map<String, LeadField> aliases() {
        Map<String, LeadField> byAlias = new HashMap<>();
        for (LeadField field : values()) {
            field.aliases.forEach(alias -> byAlias.put(alias, field));
        }
        return Map.copyOf(byAlias);
    }
}
