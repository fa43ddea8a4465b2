package dev.leadrelay.research.page;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fetches a page: checks the address, follows redirects (each checked anew), tries a passing failure once more. */
final class PageFetcher {
    private static final Duration PAUSE = Duration.ofMillis(200);

    /** Ends like an address. Short, octal and hexadecimal forms mean different hosts to different readers. */
    private static final Pattern NUMERIC = Pattern.compile("(?i)(?:.*\\.)?(?:\\d+|0x[0-9a-f]*)\\.?");

    private static final Pattern DOTTED = Pattern.compile("(?:(?:0|[1-9]\\d{0,2})\\.){3}(?:0|[1-9]\\d{0,2})");

    private final PageHosts hosts;
    private final PageConnection connection;
    private final PageLimits limits;

    PageFetcher(PageHosts hosts, PageConnection connection, PageLimits limits) {
        this.hosts = hosts;
        this.connection = connection;
        this.limits = limits;
    }

    /** A page as it came, and the address it came from in the end. */
    record Fetched(String url, String contentType, byte[] body) {}

    /** @throws PageException when there is no page within the limits, with the reason */
    Fetched fetch(String address) throws PageException, InterruptedException {
        Deadline deadline = Deadline.in(limits.time());
        try {
            return followed(address, deadline);
        } catch (PageException e) {
            if (!e.isPassing()) {
                throw e;
            }
            Thread.sleep(PAUSE);
            return followed(address, deadline);
        }
    }

    private Fetched followed(String address, Deadline deadline) throws PageException {
        URI uri = parsed(address, null);
        Set<URI> seen = new HashSet<>();
        for (int redirects = 0; redirects <= limits.maxRedirects(); redirects++) {
            if (!seen.add(uri)) {
                throw PageException.refused("the page redirects in a circle");
            }
            String host = host(uri);
            PageHosts.Target target = hosts.find(host, "https".equals(uri.getScheme()), uri.getPort());
            HttpReply reply = connection.get(uri, host, target, deadline, limits.maxBytes());
            if (!reply.isRedirect()) {
                return accepted(shown(uri, host, target.plain()), reply);
            }
            uri = parsed(reply.header("location"), uri);
        }
        throw PageException.refused("the page redirects more than " + limits.maxRedirects() + " times");
    }

    private static Fetched accepted(String url, HttpReply reply) throws PageException {
        int status = reply.status();
        if (status == 429 || status >= 500) {
            throw PageException.passing("the site answers with status " + status);
        }
        if (status != 200) {
            throw PageException.refused("the site answers with status " + status);
        }
        String type = reply.header("content-type");
        String media = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!Set.of("", "text/html", "application/xhtml+xml", "text/plain").contains(media)) {
            String shown = media.length() <= 60 ? media : media.substring(0, 60);
            throw PageException.refused("not a page of text but " + shown);
        }
        return new Fetched(url, type, reply.body());
    }

    /** An address as the web knows it; a relative one is one of the page it stands on. */
    private static URI parsed(String address, @Nullable URI base) throws PageException {
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

    private static String host(URI uri) throws PageException {
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
    private static String shown(URI uri, String host, boolean plain) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String port = plain || uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return (plain ? "http" : uri.getScheme()) + "://" + host + port + path + query;
    }
}
