package dev.leadrelay.research.page;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How we introduce ourselves to web sites. Immutable.
 *
 * @param header value of the header {@code User-Agent}
 */
record UserAgent(String header) {
    /** Our name in a robots.txt. */
    static final String TOKEN = "LeadRelay";

    private static final Pattern CONTACT = Pattern.compile("[!-~&&[^()\\\\;,\"]]{3,200}");

    /**
     * With where a site's owner can learn who we are or complain.
     *
     * @param contact address of a page or a mailbox; null for none
     * @throws IllegalArgumentException one line, when it cannot stand in a header
     */
    static UserAgent of(@Nullable String contact) {
        if (contact != null && !CONTACT.matcher(contact).matches()) {
            throw new IllegalArgumentException(
                    "fetch-page.contact is no address of a page or a mailbox; give one, for example"
                            + " https://example.com/about-our-bot");
        }
        return new UserAgent(
                "Mozilla/5.0 (compatible; " + TOKEN + "/0.1" + (contact == null ? "" : "; +" + contact) + ")");
    }
}
