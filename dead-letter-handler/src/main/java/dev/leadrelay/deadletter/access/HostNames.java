package dev.leadrelay.deadletter.access;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names under which the desk may be asked for. A page of another site can point its own name at 127.0.0.1 (DNS rebinding) and
 * would then read the answers; its requests still name it in {@code Host}.
 */
final class HostNames {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Set<String> served = new HashSet<>(LOOPBACK);

    /** @param others names besides those of loopback */
    HostNames(List<String> others) {
        others.forEach(name -> served.add(name.toLowerCase(Locale.ROOT)));
    }

    /** Whether an address to listen on is this machine's own. */
    static boolean isLoopback(String address) {
        return address.equals("::1") || LOOPBACK.contains(address.toLowerCase(Locale.ROOT));
    }

    /** Whether requests with this header, a name with or without a port, are answered. */
    boolean serves(@Nullable String hostHeader) {
        return hostHeader != null && served.contains(name(hostHeader));
    }

    private static String name(String hostHeader) {
        int bracket = hostHeader.lastIndexOf(']');
        int colon = hostHeader.indexOf(':', Math.max(bracket, 0));
        String name = colon < 0 ? hostHeader : hostHeader.substring(0, colon);
        return name.toLowerCase(Locale.ROOT);
    }
}
