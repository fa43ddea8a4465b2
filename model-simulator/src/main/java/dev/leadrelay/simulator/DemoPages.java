package dev.leadrelay.simulator;

import java.util.Optional;
import java.util.regex.Pattern;

/** The demo's pages as text, for sites of one's own that differ from them in one place. Immutable and thread-safe. */
public final class DemoPages {
    private static final Pattern OF_HEAD =
            Pattern.compile("^\\s*<(?:meta|title|link|script|style|base)\\b", Pattern.CASE_INSENSITIVE);

    private DemoPages() {}

    /**
     * The HTML of a page.
     *
     * @param host host name of a demo company, with or without port
     * @param path path of the page, for example {@code /about}
     * @return empty where no demo company has such a page
     */
    public static Optional<String> html(String host, String path) {
        return DemoCompanies.byHost(host).flatMap(company -> SitePages.html(company, path));
    }

    /**
     * A page with a piece of HTML put into it: at the end of its head when it begins with an element of the head, else at the end
     * of its main part, or of the body where there is no main part.
     */
    public static String with(String html, String piece) {
        String before = OF_HEAD.matcher(piece).find() ? "</head>" : html.contains("</main>") ? "</main>" : "</body>";
        int at = html.indexOf(before);
        if (at < 0) {
            throw new IllegalArgumentException("the page has no " + before);
        }
        return html.substring(0, at) + piece + "\n" + html.substring(at);
    }
}
