package dev.leadrelay.cli.intake;

import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.LeadIds;
import dev.leadrelay.schemas.records.EmailKind;
import dev.leadrelay.schemas.records.Lead;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the cells of one row into a lead. */
final class LeadRow {
    private static final Set<String> YES =
            Set.of("true", "yes", "y", "1", "x", "ja", "j", "oui", "si", "sí", "sim", "wahr", "vrai", "vero", "on");
    private static final Set<String> NO = Set.of(
            "false", "no", "n", "0", "nein", "non", "nee", "não", "nao", "off", "falsch", "faux", "falso", "onwaar");

    private final RowCells cells;
    private final long line;

    LeadRow(RowCells cells, long line) {
        this.cells = cells;
        this.line = line;
    }

    /**
     * The lead. A row that names nobody still becomes one, with an id of its own: the lead gate rejects it, and a person
     * sees it among the dead letters.
     */
    Lead toLead() {
        String email = email();
        String fullName = fullName();
        String linkedin = linkedin(fullName != null);
        String domain = domain(email);
        String iso2 = country();
        String company = cells.text(LeadField.COMPANY);
        String phone = phone(iso2);
        String leadId = LeadIds.of(email, linkedin, domain, company, fullName).orElseGet(this::anonymousId);
        return Lead.newBuilder()
                .setLeadId(leadId)
                .setExternalId(cells.text(LeadField.EXTERNAL_ID))
                .setFirstName(cells.text(LeadField.FIRST_NAME))
                .setLastName(cells.text(LeadField.LAST_NAME))
                .setFullName(fullName)
                .setTitle(cells.text(LeadField.TITLE))
                .setCompany(company)
                .setCompanyDomain(domain)
                .setWebsite(cells.text(LeadField.WEBSITE))
                .setLinkedinUrl(linkedin)
                .setEmail(email)
                .setEmailKind(EmailAddresses.kindOf(email))
                .setPhone(phone)
                .setIndustry(cells.text(LeadField.INDUSTRY))
                .setEmployeeCount(employeeCount())
                .setEmployeeRangeRaw(cells.text(LeadField.EMPLOYEES))
                .setCountryIso2(iso2)
                .setCountryRaw(cells.text(LeadField.COUNTRY))
                .setCity(cells.text(LeadField.CITY))
                .setLanguage(language())
                .setNotes(cells.text(LeadField.NOTES))
                .setDoNotContact(doNotContact())
                .setSourceRow(Math.toIntExact(line))
                .setExtra(cells.extra())
                .setWarnings(cells.warnings())
                .build();
    }

    private String anonymousId() {
        return Identifiers.shortHash(
                "row",
                Long.toString(line),
                cells.texts().toString(),
                cells.extra().toString());
    }

    private @Nullable String email() {
        String text = cells.text(LeadField.EMAIL);
        if (text == null) {
            return null;
        }
        EmailAddresses.Found found = EmailAddresses.read(text);
        if (found.lossy()) {
            cells.warnAndKeep(LeadField.EMAIL, "the cell says more than an address, which was taken");
        }
        if (EmailAddresses.kindOf(found.address()) == EmailKind.INVALID) {
            cells.warnings().add("email: not an address");
        }
        return found.address();
    }

    private @Nullable String domain(@Nullable String email) {
        for (LeadField field : List.of(LeadField.COMPANY_DOMAIN, LeadField.WEBSITE)) {
            String text = cells.text(field);
            String domain = text == null ? null : WebAddresses.domainOf(text);
            if (text != null && domain == null) {
                warnOfHost(field, "names no host");
            } else if (domain != null && WebAddresses.isShared(domain)) {
                warnOfHost(field, "many share this host, no domain taken from it");
            } else if (text != null && domain != null) {
                if (WebAddresses.namesMore(text)) {
                    warnOfHost(field, "says more than a host, the first was taken");
                }
                return domain;
            }
        }
        return email == null ? null : domainOfEmail(email);
    }

    /** The website travels along as it is given anyway. */
    private void warnOfHost(LeadField field, String what) {
        if (field == LeadField.WEBSITE) {
            cells.warnings().add(field.fieldName() + ": " + what);
        } else {
            cells.warnAndKeep(field, what);
        }
    }

    private static @Nullable String domainOfEmail(String email) {
        return switch (EmailAddresses.kindOf(email)) {
            case PERSONAL_WORK, ROLE -> WebAddresses.domainOf(EmailAddresses.domainOf(email));
            case FREEMAIL, INVALID, NONE, UNKNOWN -> null;
        };
    }

    private @Nullable String linkedin(boolean person) {
        String text = cells.text(LeadField.LINKEDIN_URL);
        String address = text == null ? null : WebAddresses.linkedin(text);
        if (text != null && address == null) {
            cells.warnAndKeep(LeadField.LINKEDIN_URL, "not a LinkedIn address");
        }
        if (address != null && person && WebAddresses.isOrganisation(address)) {
            cells.warnAndKeep(LeadField.LINKEDIN_URL, "a company's page, not this person's");
            return null;
        }
        return address;
    }

    private @Nullable String fullName() {
        String given = cells.text(LeadField.FULL_NAME);
        if (given != null) {
            return given;
        }
        String first = Objects.toString(cells.text(LeadField.FIRST_NAME), "");
        String last = Objects.toString(cells.text(LeadField.LAST_NAME), "");
        String joined = (first + " " + last).strip();
        return joined.isEmpty() ? null : joined;
    }

    private @Nullable String country() {
        String text = cells.text(LeadField.COUNTRY);
        String iso2 = text == null ? null : Countries.iso2(text);
        if (text != null && iso2 == null) {
            cells.warnings().add("country: not recognised");
        }
        return iso2;
    }

    private @Nullable String phone(@Nullable String iso2) {
        String text = cells.text(LeadField.PHONE);
        if (text == null) {
            return null;
        }
        Phones.Found found = Phones.read(text, iso2);
        if (found.lossy()) {
            cells.warnAndKeep(LeadField.PHONE, "the extension is no part of the number");
        } else if (!found.recognised()) {
            cells.warnings().add("phone: not recognised as a number");
        }
        return found.number();
    }

    private @Nullable Integer employeeCount() {
        String text = cells.text(LeadField.EMPLOYEES);
        Integer count = text == null ? null : EmployeeCounts.lowerBound(text);
        if (text != null && count == null) {
            boolean damaged = ExcelDamage.isDate(text) || ExcelDamage.isScientific(text);
            cells.warnings()
                    .add("employees: "
                            + (damaged
                                    ? "a spreadsheet made something else of it, not guessed"
                                    : "not recognised as a number or range"));
        }
        return count;
    }

    private @Nullable String language() {
        String text = cells.text(LeadField.LANGUAGE);
        String tag = text == null ? null : LanguageTags.of(text);
        if (text != null && tag == null) {
            cells.warnAndKeep(LeadField.LANGUAGE, "not recognised");
        }
        return tag;
    }

    /** Whatever does not clearly say no says yes: to be left alone weighs more than to be written to. */
    private boolean doNotContact() {
        boolean yes = false;
        for (String text : cells.texts(LeadField.DO_NOT_CONTACT)) {
            String word = text.toLowerCase(Locale.ROOT);
            if (!NO.contains(word) && !YES.contains(word)) {
                cells.warnAndKeep(LeadField.DO_NOT_CONTACT, "neither yes nor no, taken as yes");
            }
            yes |= !NO.contains(word);
        }
        return yes;
    }
}
