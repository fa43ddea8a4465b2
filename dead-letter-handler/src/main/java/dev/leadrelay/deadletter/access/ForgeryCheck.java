package dev.leadrelay.deadletter.access;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request that changes something was made by the desk's own pages or by a program, not by another site's page in the
 * browser of somebody who may. Pure.
 */
final class ForgeryCheck {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final String JSON = "application/json";

    private ForgeryCheck() {}

    /**
     * What of a request says where it comes from.
     *
     * @param token from the header X-CSRF-Token or the form field _csrf
     * @param fetchSite the header Sec-Fetch-Site, which every current browser sends and no page can set
     */
    record Sent(
            String method,
            @Nullable String host,
            @Nullable String origin,
            @Nullable String fetchSite,
            @Nullable String contentType,
            @Nullable String token) {}

    /** One line that says why the request is not served; empty when it may be. */
    static Optional<String> objection(Sent sent, String expectedToken) {
        if (READING.contains(sent.method())) {
            return Optional.empty();
        }
        if (isForeign(sent)) {
            return Optional.of("a page of another site sent this; open the desk itself and do it there");
        }
        if (sent.token() != null) {
            return RandomToken.same(sent.token(), expectedToken)
                    ? Optional.empty()
                    : Optional.of("this page is from before the last login or restart; load it again");
        }
        return isApiCall(sent)
                ? Optional.empty()
                : Optional.of("send the header 'Content-Type: application/json' (a program), or X-CSRF-Token (a page)");
    }

    private static boolean isForeign(Sent sent) {
        String site = sent.fetchSite();
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return true;
        }
        String origin = sent.origin();
        // Under our own Referrer-Policy browsers send "null" with forms of our own pages: it says nothing, so the token
        // has to.
        return origin != null && !origin.equals("null") && !sameAuthority(origin, sent.host());
    }

    /** A browser sends such a body to another site only after asking it, and it is never told yes. */
    private static boolean isApiCall(Sent sent) {
        String type = sent.contentType();
        return type != null
                && !"null".equals(sent.origin())
                && type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(JSON);
    }

    /** A browser leaves out the port that its scheme has anyway; some proxies add it to the host. */
    private static boolean sameAuthority(String origin, @Nullable String host) {
        try {
            URI from = URI.create(origin);
            String authority = from.getRawAuthority();
            if (host == null || authority == null) {
                return false;
            }
            String usual = "https".equalsIgnoreCase(from.getScheme()) ? ":443" : ":80";
            return host.equalsIgnoreCase(authority) || from.getPort() < 0 && host.equalsIgnoreCase(authority + usual);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
