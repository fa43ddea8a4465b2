package dev.leadrelay.cli.intake;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Host names and profile addresses out of what people write into web columns. */
final class WebAddresses {
    private static final Pattern HOST = Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{1,62}");

    private WebAddresses() {}

    /** Host without "www.", lower case, punycode; null when the text names none. */
    static @Nullable String domainOf(String text) {
        String host = text.strip().toLowerCase(Locale.ROOT).replaceFirst("^[a-z][a-z0-9+.-]*://", "");
        host = host.replaceFirst("^[^/@]*@", "").replaceFirst("[/?#:].*$", "").replaceFirst("^www\\.", "");
        try {
            String ascii = IDN.toASCII(host.replaceFirst("\\.$", ""), IDN.ALLOW_UNASSIGNED);
            return HOST.matcher(ascii).matches() ? ascii : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** A LinkedIn address in one form: https, no query, no trailing slash; null when it is none. */
    static @Nullable String linkedin(String text) {
        String address = text.strip().replaceFirst("[?#].*$", "").replaceFirst("/+$", "");
        String path = address.replaceFirst("(?i)^(https?://)?([a-z]{2,3}\\.)?linkedin\\.com/", "");
        return path.equals(address) || path.isBlank() ? null : "https://www.linkedin.com/" + path;
    }
}
