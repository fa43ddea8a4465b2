package dev.leadrelay.cli.intake;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.LeadIds;
import dev.leadrelay.schemas.records.Lead;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the cells of one row into a lead. */
final class LeadRow {
    private static final Set<String> YES = Set.of("true", "yes", "y", "1", "x", "ja", "oui", "si");

    private final Map<LeadField, String> cells = new EnumMap<>(LeadField.class);
    private final Map<String, String> extra = new LinkedHashMap<>();
    private final List<String> warnings = new ArrayList<>();
    private final long line;

    LeadRow(ColumnMapping mapping, List<String> row, long line) {
        this.line = line;
        for (int column = 0; column < mapping.size(); column++) {
            String cell = column < row.size() ? row.get(column) : "";
            LeadField field = mapping.field(column);
            if (field == null) {
                if (!cell.isEmpty()) {
                    extra.put(mapping.header(column), cell);
                }
                continue;
            }
            String text = CellText.of(cell);
            if (text != null) {
                cells.put(field, text);
            }
        }
        if (row.size() < mapping.size()) {
            warnings.add("row has " + row.size() + " of " + mapping.size() + " cells");
        }
    }

    /**
     * The lead. A row that names nobody still becomes one, with an id of its own: the lead gate rejects it, and a person
     * sees it among the dead letters.
     */
    Lead toLead() {
        String email = cells.containsKey(LeadField.EMAIL) ? EmailAddresses.normalise(cell(LeadField.EMAIL)) : null;
        String domain = domain(email);
        String linkedin = linkedin();
        String fullName = fullName();
        String country = cells.get(LeadField.COUNTRY);
        String iso2 = country == null ? null : Countries.iso2(country);
        if (country != null && iso2 == null) {
            warnings.add("country not recognised: " + country);
        }
        String leadId = LeadIds.of(email, linkedin, domain, cells.get(LeadField.COMPANY), fullName)
                .orElseGet(this::anonymousId);
        String employees = cells.get(LeadField.EMPLOYEES);
        return Lead.newBuilder()
                .setLeadId(leadId)
                .setExternalId(cells.get(LeadField.EXTERNAL_ID))
                .setExtra(extra)
                .setFirstName(cells.get(LeadField.FIRST_NAME))
                .setLastName(cells.get(LeadField.LAST_NAME))
                .setFullName(fullName)
                .setTitle(cells.get(LeadField.TITLE))
                .setCompany(cells.get(LeadField.COMPANY))
                .setCompanyDomain(domain)
                .setWebsite(cells.get(LeadField.WEBSITE))
                .setLinkedinUrl(linkedin)
                .setEmail(email)
                .setEmailKind(EmailAddresses.kindOf(email))
                .setPhone(phone(iso2))
                .setIndustry(cells.get(LeadField.INDUSTRY))
                .setEmployeeCount(employees == null ? null : EmployeeCounts.lowerBound(employees))
                .setEmployeeRangeRaw(employees)
                .setCountryIso2(iso2)
                .setCountryRaw(country)
                .setCity(cells.get(LeadField.CITY))
                .setLanguage(cells.get(LeadField.LANGUAGE))
                .setNotes(cells.get(LeadField.NOTES))
                .setDoNotContact(isYes(cells.get(LeadField.DO_NOT_CONTACT)))
                .setSourceRow(Math.toIntExact(line))
                .setWarnings(warnings)
                .build();
    }

    private String anonymousId() {
        return Identifiers.shortHash("row", Long.toString(line), cells.toString(), extra.toString());
    }

    private String cell(LeadField field) {
        return cells.getOrDefault(field, "");
    }

    private @Nullable String domain(@Nullable String email) {
        for (LeadField field : List.of(LeadField.COMPANY_DOMAIN, LeadField.WEBSITE)) {
            String text = cells.get(field);
            String domain = text == null ? null : WebAddresses.domainOf(text);
            if (text != null && domain == null) {
                warnings.add(field.fieldName() + " names no host: " + shortened(text));
            }
            if (domain != null && !EmailAddresses.isFreeMail(domain)) {
                return domain;
            }
        }
        return email == null ? null : domainOfEmail(email);
    }

    private static @Nullable String domainOfEmail(String email) {
        return switch (EmailAddresses.kindOf(email)) {
            case PERSONAL_WORK, ROLE -> WebAddresses.domainOf(EmailAddresses.domainOf(email));
            case FREEMAIL, INVALID, NONE, UNKNOWN -> null;
        };
    }

    private @Nullable String linkedin() {
        String text = cells.get(LeadField.LINKEDIN_URL);
        String address = text == null ? null : WebAddresses.linkedin(text);
        if (text != null && address == null) {
            warnings.add("not a LinkedIn address: " + shortened(text));
        }
        return address;
    }

    private @Nullable String fullName() {
        String given = cells.get(LeadField.FULL_NAME);
        if (given != null) {
            return given;
        }
        String joined = (cell(LeadField.FIRST_NAME) + " " + cell(LeadField.LAST_NAME)).strip();
        return joined.isEmpty() ? null : joined;
    }

    private @Nullable String phone(@Nullable String iso2) {
        String text = cells.get(LeadField.PHONE);
        if (text == null) {
            return null;
        }
        PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
        try {
            PhoneNumber number = numbers.parse(text, iso2 == null ? "ZZ" : iso2);
            return numbers.isPossibleNumber(number)
                    ? numbers.format(number, PhoneNumberUtil.PhoneNumberFormat.E164)
                    : text;
        } catch (NumberParseException e) {
            warnings.add("phone number not recognised");
            return text;
        }
    }

    private static boolean isYes(@Nullable String text) {
        return text != null && YES.contains(text.toLowerCase(Locale.ROOT));
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
