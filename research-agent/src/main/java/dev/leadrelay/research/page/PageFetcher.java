package dev.leadrelay.research.page;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/**
 * Fetches a page that its site lets us fetch: checks the address, follows redirects (each checked anew), tries a passing
 * failure once more. Thread-safe.
 */
final class PageFetcher {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final WebWay way;
    private final Robots robots;
    private final PageLimits limits;

    PageFetcher(WebWay way, Robots robots, PageLimits limits) {
        this.way = way;
        this.robots = robots;
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

    private Fetched followed(String address, Deadline deadline) throws PageException, InterruptedException {
        WebWay.Reached reached = way.follow(
                WebAddress.parsed(address, null),
                deadline,
                BodyLimit.whole(limits.maxBytes()),
                stop -> robots.require(stop, deadline));
        WebWay.Stop stop = reached.stop();
        return accepted(WebAddress.shown(stop.uri(), stop.host(), stop.target().plain()), reached.reply());
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
}
