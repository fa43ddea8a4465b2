package dev.leadrelay.research.page;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses as the web knows them. Pure. */
final class WebAddress {
    /** Ends like an address. Short, octal and hexadecimal forms mean different hosts to different readers. */
    private static final Pattern NUMERIC = Pattern.compile("(?i)(?:.*\\.)?(?:\\d+|0x[0-9a-f]*)\\.?");

    private static final Pattern DOTTED = Pattern.compile("(?:(?:0|[1-9]\\d{0,2})\\.){3}(?:0|[1-9]\\d{0,2})");

    private WebAddress() {}

    /** An address as the web knows it; a relative one is one of the page it stands on. */
    static URI parsed(String address, @Nullable URI base) throws PageException {
        try {
            URI given = new URI(address.strip().replace(" ", "%20"));
            URI uri = (base == null ? given : base.resolve(given)).normalize();
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if (!scheme.equals("http") && !scheme.equals("https")) {
                throw PageException.refused("only http and https addresses are fetched");
            }
            if (uri.getRawAuthority() == null || uri.getRawAuthority().contains("@")) {
                throw PageException.refused("the address has no plain host");
            }
            // Non-ASCII paths are legal in a URI object, not on the wire; the fragment is the reader's business.
            String ascii = new URI(uri.toASCIIString()).toString();
            int fragment = ascii.indexOf('#');
            return new URI(fragment < 0 ? ascii : ascii.substring(0, fragment));
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw PageException.refused("not a web address");
        }
    }

    /** The host as name servers and certificates know it. */
    static String host(URI uri) throws PageException {
        String authority =
                uri.getHost() != null ? uri.getHost() : uri.getRawAuthority().replaceFirst(":\\d*$", "");
        try {
            String decoded = URLDecoder.decode(authority, StandardCharsets.UTF_8);
            String host = decoded.startsWith("[") ? decoded : IDN.toASCII(decoded, IDN.USE_STD3_ASCII_RULES);
            if (host.isEmpty()) {
                throw PageException.refused("the address has no host");
            }
            if (NUMERIC.matcher(host).matches() && !DOTTED.matcher(host).matches()) {
                throw PageException.refused("the host is not a name");
            }
            return host.toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw PageException.refused("the host is not a name");
        }
    }

    /** Mapped hosts are shown as if they were where their name says. */
    static String shown(URI uri, String host, boolean plain) {
        String port = plain || uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return (plain ? "http" : uri.getScheme()) + "://" + host + port + pathAndQuery(uri);
    }

    /** Path and query as they are sent. */
    static String pathAndQuery(URI uri) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }
}
