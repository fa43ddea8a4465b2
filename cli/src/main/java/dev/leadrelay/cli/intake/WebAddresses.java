package dev.leadrelay.cli.intake;

import java.net.IDN;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Host names and profile addresses out of what people write into web columns. */
final class WebAddresses {
    private static final Pattern HOST = Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{1,62}");
    private static final Pattern SCHEME = Pattern.compile("^(?:[a-z][a-z0-9+.-]*:/{1,3}|https?/{2})+");
    private static final Pattern USER = Pattern.compile("^[^/@]*@");
    private static final Pattern BEHIND_HOST = Pattern.compile("[/?#:].*$", Pattern.DOTALL);
    private static final Pattern WWW = Pattern.compile("^www\\.");
    private static final Pattern MORE = Pattern.compile("[\\s,;|].*$", Pattern.DOTALL);
    private static final Pattern LINKEDIN = Pattern.compile("(?i)^(https?://)?([a-z]{2,3}\\.)?linkedin\\.com/");
    private static final Pattern LINKEDIN_ORGANISATION = Pattern.compile("(?i)/(company|school|showcase)/");
    /** Sites on which many companies have a page; the host says nothing about them. */
    private static final Set<String> SHARED = Set.of(
            "linkedin.com",
            "facebook.com",
            "instagram.com",
            "twitter.com",
            "x.com",
            "youtube.com",
            "xing.com",
            "tiktok.com",
            "linktr.ee",
            "sites.google.com");

    private WebAddresses() {}

    /** Host without "www.", lower case, punycode; null when the text names none. Of several the first. */
    static @Nullable String domainOf(String text) {
        String host = MORE.matcher(text.strip().toLowerCase(Locale.ROOT))
                .replaceFirst("")
                .replace('\\', '/');
        host = USER.matcher(SCHEME.matcher(host).replaceFirst("")).replaceFirst("");
        host = WWW.matcher(BEHIND_HOST.matcher(host).replaceFirst("")).replaceFirst("");
        if (host.endsWith(".")) {
            host = host.substring(0, host.length() - 1);
        }
        try {
            String ascii = IDN.toASCII(host, IDN.ALLOW_UNASSIGNED);
            return HOST.matcher(ascii).matches() ? ascii : null;
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return null; // the JDK's IDN throws both on what is no host name
        }
    }

    /** Whether a text goes on behind its first host. */
    static boolean namesMore(String text) {
        return MORE.matcher(text.strip()).find();
    }

    /** Whether many companies share the host, so that it is none's own. */
    static boolean isShared(String domain) {
        return FreeMail.serves(domain)
                || SHARED.contains(domain)
                || SHARED.contains(domain.substring(domain.indexOf('.') + 1));
    }

    /** A LinkedIn address in one form: https, no query, no trailing slash; null when it is none. */
    static @Nullable String linkedin(String text) {
        String address = text.strip().replaceFirst("[?#].*$", "").replaceFirst("/+$", "");
        String path = LINKEDIN.matcher(address).replaceFirst("");
        return path.equals(address) || path.isBlank() ? null : "https://www.linkedin.com/" + path;
    }

    /** Whether a LinkedIn address is a company's page, which all its people share. */
    static boolean isOrganisation(String linkedin) {
        return LINKEDIN_ORGANISATION.matcher(linkedin).find();
    }
}
