package dev.leadrelay.cli.intake;

import dev.leadrelay.schemas.records.EmailKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Email addresses out of what people write into email columns, and what can be told of them from their form alone. */
final class EmailAddresses {
    private static final Pattern FORM =
            Pattern.compile("[^\\s@<>\"(),:;]{1,64}@([\\p{L}\\p{N}-]+\\.)+[\\p{L}\\p{N}-]{2,}");
    private static final Pattern SCHEME = Pattern.compile("(?i)^mailto:\\s*");
    private static final Pattern QUERY = Pattern.compile("\\?.*$");
    private static final Pattern IN_BRACKETS = Pattern.compile("<\\s*(?i:mailto:)?([^<>\\s]+@[^<>\\s]+?)\\s*>");
    private static final Pattern BETWEEN = Pattern.compile("[\\s,;|/]+");
    private static final Pattern AROUND = Pattern.compile("^['\"<(\\[]+|['\">)\\].,;]+$");
    private static final Set<String> ROLES = Set.of(
            "info",
            "sales",
            "contact",
            "office",
            "hello",
            "support",
            "admin",
            "kontakt",
            "service",
            "mail",
            "team",
            "hr",
            "jobs",
            "marketing",
            "billing",
            "vertrieb",
            "verkauf",
            "einkauf",
            "accounts",
            "enquiries",
            "noreply");

    /**
     * An address as it was found.
     *
     * @param address lower case domain; the whole text where no address was found
     * @param lossy whether the cell said more than the address
     */
    record Found(String address, boolean lossy) {}

    private EmailAddresses() {}

    /** The first address of a text: alone, in brackets behind a name, behind "mailto:", or before others. */
    static Found read(String text) {
        if (FORM.matcher(text).matches()) {
            return new Found(normalise(text), false);
        }
        String plain = bare(text);
        if (FORM.matcher(plain).matches()) {
            return new Found(normalise(plain), text.indexOf('?') >= 0);
        }
        List<String> several = new ArrayList<>();
        Matcher bracketed = IN_BRACKETS.matcher(text);
        while (bracketed.find()) {
            several.add(bare(bracketed.group(1)));
        }
        if (several.isEmpty()) {
            BETWEEN.splitAsStream(text).map(EmailAddresses::bare).forEach(several::add);
        }
        return several.stream()
                .filter(one -> FORM.matcher(one).matches())
                .findFirst()
                .map(one -> new Found(normalise(one), true))
                .orElseGet(() -> new Found(normalise(text), false));
    }

    static EmailKind kindOf(@Nullable String address) {
        if (address == null) {
            return EmailKind.NONE;
        }
        if (!FORM.matcher(address).matches()) {
            return EmailKind.INVALID;
        }
        String domain = domainOf(address);
        if (FreeMail.serves(domain)) {
            return EmailKind.FREEMAIL;
        }
        String local = address.substring(0, address.lastIndexOf('@')).toLowerCase(Locale.ROOT);
        return ROLES.contains(local) ? EmailKind.ROLE : EmailKind.PERSONAL_WORK;
    }

    /** The part behind the last at sign, lower case. */
    static String domainOf(String address) {
        return address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    }

    private static String bare(String text) {
        String plain = AROUND.matcher(text.strip()).replaceAll("");
        plain = QUERY.matcher(SCHEME.matcher(plain).replaceFirst("")).replaceFirst("");
        return AROUND.matcher(plain).replaceAll("");
    }

    private static String normalise(String address) {
        int at = address.lastIndexOf('@');
        return at < 0
                ? address
                : address.substring(0, at + 1) + address.substring(at + 1).toLowerCase(Locale.ROOT);
    }
}
