package dev.leadrelay.cli.intake;

import dev.leadrelay.schemas.records.EmailKind;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What can be told of an email address from its form alone. */
final class EmailAddresses {
    private static final Pattern FORM =
            Pattern.compile("[^\\s@<>\"(),:;]{1,64}@([\\p{L}\\p{N}-]+\\.)+[\\p{L}\\p{N}-]{2,}");
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
    private static final Set<String> FREE_MAIL = Set.of(
            "gmail.com",
            "googlemail.com",
            "yahoo.com",
            "yahoo.de",
            "hotmail.com",
            "outlook.com",
            "live.com",
            "icloud.com",
            "me.com",
            "aol.com",
            "gmx.de",
            "gmx.net",
            "gmx.at",
            "gmx.ch",
            "web.de",
            "t-online.de",
            "freenet.de",
            "proton.me",
            "protonmail.com",
            "mail.ru",
            "yandex.ru",
            "qq.com",
            "163.com",
            "126.com",
            "orange.fr",
            "laposte.net",
            "libero.it",
            "hotmail.fr",
            "hotmail.de",
            "freemail.example");

    private EmailAddresses() {}

    /** The address with a lower-case domain; unchanged where it is none. */
    static String normalise(String address) {
        int at = address.lastIndexOf('@');
        return at < 0
                ? address
                : address.substring(0, at + 1) + address.substring(at + 1).toLowerCase(Locale.ROOT);
    }

    static EmailKind kindOf(@Nullable String address) {
        if (address == null) {
            return EmailKind.NONE;
        }
        if (!FORM.matcher(address).matches()) {
            return EmailKind.INVALID;
        }
        String domain = domainOf(address);
        if (FREE_MAIL.contains(domain)) {
            return EmailKind.FREEMAIL;
        }
        String local = address.substring(0, address.lastIndexOf('@')).toLowerCase(Locale.ROOT);
        return ROLES.contains(local) ? EmailKind.ROLE : EmailKind.PERSONAL_WORK;
    }

    /** The part behind the last at sign, lower case. */
    static String domainOf(String address) {
        return address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    }

    static boolean isFreeMail(String domain) {
        return FREE_MAIL.contains(domain);
    }
}
