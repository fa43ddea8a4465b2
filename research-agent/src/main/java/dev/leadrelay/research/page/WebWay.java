package dev.leadrelay.research.page;

import java.net.URI;
import java.util.HashSet;
import java.util.Set;

/** The way to an address: each stop on it is checked, redirects are followed to their end. Thread-safe. */
final class WebWay {
    private final PageHosts hosts;
    private final PageConnection connection;
    private final int maxRedirects;

    WebWay(PageHosts hosts, PageConnection connection, int maxRedirects) {
        this.hosts = hosts;
        this.connection = connection;
        this.maxRedirects = maxRedirects;
    }

    /** A stop: an address whose host may be asked. */
    record Stop(URI uri, String host, PageHosts.Target target) {}

    /** The last stop and what it answered. */
    record Reached(Stop stop, HttpReply reply) {}

    /** What is to be known of a stop before it is asked. */
    @FunctionalInterface
    interface StopCheck {
        /** @throws PageException when it is not to be asked, with the reason */
        void require(Stop stop) throws PageException, InterruptedException;
    }

    /** @throws PageException when there is no answer within the limits, with the reason */
    Reached follow(URI address, Deadline deadline, BodyLimit limit, StopCheck check)
            throws PageException, InterruptedException {
        URI uri = address;
        Set<URI> seen = new HashSet<>();
        for (int redirects = 0; redirects <= maxRedirects; redirects++) {
            if (!seen.add(uri)) {
                throw PageException.refused("the page redirects in a circle");
            }
            String host = WebAddress.host(uri);
            Stop stop = new Stop(uri, host, hosts.find(host, "https".equals(uri.getScheme()), uri.getPort()));
            check.require(stop);
            HttpReply reply = connection.get(uri, host, stop.target(), deadline, limit);
            if (!reply.isRedirect()) {
                return new Reached(stop, reply);
            }
            uri = WebAddress.parsed(reply.header("location"), uri);
        }
        throw PageException.refused("the page redirects more than " + maxRedirects + " times");
    }
}
