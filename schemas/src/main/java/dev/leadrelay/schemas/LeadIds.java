package dev.leadrelay.schemas;

import dev.leadrelay.schemas.records.Lead;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The deterministic id of a lead within its list, from the first of: email; LinkedIn URL; domain and name; company and
 * name. Case, spacing and Unicode composition make no difference.
 */
public final class LeadIds {
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]++");
    private static final Pattern SCHEME = Pattern.compile("^(?:https?://)?(?:www\\.)?");
    private static final Pattern URL_TAIL = Pattern.compile("(?:[?#].*)?$", Pattern.DOTALL);

    private LeadIds() {}

    /** The id of a lead; empty when nothing identifies it. The name is fullName, else first and last name. */
    public static Optional<String> of(Lead lead) {
        String name = normalised(lead.getFullName());
        String parts = orEmpty(lead.getFirstName()) + " " + orEmpty(lead.getLastName());
        return of(
                lead.getEmail(),
                lead.getLinkedinUrl(),
                lead.getCompanyDomain(),
                lead.getCompany(),
                name.isEmpty() ? parts : name);
    }

    /**
     * The id from the identifying fields; any may be null. A domain or company identifies without a name too (a company
     * lead), a name alone does not.
     */
    public static Optional<String> of(
            @Nullable String email,
            @Nullable String linkedinUrl,
            @Nullable String companyDomain,
            @Nullable String company,
            @Nullable String fullName) {
        String name = normalised(fullName);
        return identifier("email", normalised(email), "")
                .or(() -> identifier("linkedin", url(linkedinUrl), ""))
                .or(() -> identifier("domain", url(companyDomain), name))
                .or(() -> identifier("company", normalised(company), name));
    }

    private static Optional<String> identifier(String kind, String value, String name) {
        return value.isEmpty() ? Optional.empty() : Optional.of(Identifiers.shortHash("lead", kind, value, name));
    }

    private static String url(@Nullable String value) {
        String text = SCHEME.matcher(normalised(value)).replaceFirst("");
        text = URL_TAIL.matcher(text).replaceFirst("");
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '/') {
            end--;
        }
        return text.substring(0, end);
    }

    private static String normalised(@Nullable String value) {
        // Lower case may decompose (the dotted capital I), so composition comes last.
        String spaced = SPACE.matcher(orEmpty(value)).replaceAll(" ").strip();
        String lower = Normalizer.normalize(spaced, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(lower, Normalizer.Form.NFC);
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }
}
