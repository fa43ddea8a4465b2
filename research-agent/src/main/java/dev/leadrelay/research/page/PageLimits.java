package dev.leadrelay.research.page;

import java.time.Duration;

/**
 * Bounds of one fetch.
 *
 * @param time for everything, redirects and second try included
 * @param maxBytes of the body, uncompressed
 * @param maxRedirects followed
 * @param maxPassages cut from a page
 * @param maxLinks listed of a page
 */
record PageLimits(Duration time, int maxBytes, int maxRedirects, int maxPassages, int maxLinks) {
    static final PageLimits DEFAULT = new PageLimits(Duration.ofSeconds(10), 2 * 1024 * 1024, 5, 20, 30);
}
