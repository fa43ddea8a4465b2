package dev.leadrelay.research.page;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the address to connect to for a host, once: what was checked is what is connected to, so a name that resolves
 * differently a moment later gains nothing. Hosts that the settings map go where these say. Immutable.
 */
final class PageHosts {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final Map<String, InetSocketAddress> mapped;
    private final Resolver resolver;

    /** Finds the addresses of a name; the system's resolver unless a test says otherwise. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /**
     * A host's address.
     *
     * @param plain true when the host is mapped: it is spoken to over plain HTTP
     */
    record Target(InetSocketAddress address, boolean plain) {}

    private PageHosts(Map<String, InetSocketAddress> mapped, Resolver resolver) {
        this.mapped = Map.copyOf(mapped);
        this.resolver = resolver;
    }

    /**
     * Reads the setting.
     *
     * @param hosts {@code host:port} by name, or by {@code *.suffix} for every name under it
     * @throws IllegalArgumentException one line that names the entry and what to do
     */
    static PageHosts of(Map<String, String> hosts, Resolver resolver) {
        Map<String, InetSocketAddress> mapped = new HashMap<>();
        hosts.forEach((name, target) -> mapped.put(name.toLowerCase(Locale.ROOT), target(name, target)));
        return new PageHosts(mapped, resolver);
    }

    /**
     * The address of a host.
     *
     * @param port 80 or 443, or any port of a mapped host, which is then ignored
     * @throws PageException when the host may not be asked or has no address
     */
    Target find(String host, boolean secure, int port) throws PageException {
        InetSocketAddress given = mapping(host);
        if (given != null) {
            return new Target(given, true);
        }
        int wanted = port < 0 ? secure ? HTTPS : HTTP : port;
        if (wanted != HTTP && wanted != HTTPS) {
            throw PageException.refused("port " + wanted + " is not a web site's; only 80 and 443 are fetched");
        }
        return new Target(new InetSocketAddress(publicAddress(host), wanted), false);
    }

    private InetAddress publicAddress(String host) throws PageException {
        InetAddress[] found;
        try {
            found = resolver.resolve(host);
        } catch (UnknownHostException e) {
            throw PageException.refused("the host " + host + " is not known");
        }
        for (InetAddress address : found) {
            // One private address among public ones is enough: which one is used is not ours to bet on.
            if (!PublicAddresses.isPublic(address)) {
                throw PageException.refused("the host " + host + " is not on the public internet");
            }
        }
        if (found.length == 0) {
            throw PageException.refused("the host " + host + " has no address");
        }
        return found[0];
    }

    private @Nullable InetSocketAddress mapping(String host) {
        InetSocketAddress exact = mapped.get(host);
        for (int dot = host.indexOf('.'); exact == null && dot >= 0; dot = host.indexOf('.', dot + 1)) {
            exact = mapped.get("*" + host.substring(dot));
        }
        return exact;
    }

    private static InetSocketAddress target(String name, String target) {
        int colon = target.lastIndexOf(':');
        try {
            int port = Integer.parseInt(target.substring(colon + 1).strip());
            String host = target.substring(0, Math.max(0, colon)).strip();
            if (host.isEmpty() || port < 1 || port > 65_535) {
                throw new NumberFormatException();
            }
            // Resolved anew for each connection: a container's address may change.
            return InetSocketAddress.createUnresolved(host, port);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "the host " + name + " is mapped to " + target + "; give host:port, for example 127.0.0.1:18099");
        }
    }
}
