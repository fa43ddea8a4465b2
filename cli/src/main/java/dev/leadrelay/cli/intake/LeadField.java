package dev.leadrelay.cli.intake;

import org.jspecify.annotations.Nullable;

/** The fields of a lead that a column can fill; {@link HeaderNames} knows the names that exports give them. */
enum LeadField {
    EXTERNAL_ID("externalId"),
    FIRST_NAME("firstName"),
    LAST_NAME("lastName"),
    FULL_NAME("fullName"),
    TITLE("title"),
    COMPANY("company"),
    COMPANY_DOMAIN("companyDomain"),
    WEBSITE("website"),
    LINKEDIN_URL("linkedinUrl"),
    EMAIL("email"),
    PHONE("phone"),
    INDUSTRY("industry"),
    EMPLOYEES("employees"),
    COUNTRY("country"),
    CITY("city"),
    LANGUAGE("language"),
    NOTES("notes"),
    DO_NOT_CONTACT("doNotContact");

    private final String fieldName;

    LeadField(String fieldName) {
        this.fieldName = fieldName;
    }

    /** Name that {@code --map column=field} uses. */
    String fieldName() {
        return fieldName;
    }

    /** Whether a lead can be found by it. */
    boolean identifies() {
        return this == EMAIL || this == COMPANY || this == COMPANY_DOMAIN || this == WEBSITE || this == LINKEDIN_URL;
    }

    boolean isName() {
        return this == FIRST_NAME || this == LAST_NAME || this == FULL_NAME;
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
}
