package dev.leadrelay.deadletter.access;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Enumeration;
import java.util.HexFormat;

/** Where a request comes from. */
final class ClientAddress {
    private final boolean behindProxy;

    /** @param behindProxy true when a proxy in front adds the address that it sees to X-Forwarded-For */
    ClientAddress(boolean behindProxy) {
        this.behindProxy = behindProxy;
    }

    String of(Context context) {
        String last = behindProxy ? lastForwarded(context) : "";
        return last.isEmpty() ? context.ip() : withoutPort(last);
    }

    /** What is limited as one: an address, or the /64 of an IPv6 address, which one client has the whole of. */
    static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            // With a colon in it a text is never looked up as a name.
            InetAddress parsed = InetAddress.getByName(address);
            byte[] bytes = parsed.getAddress();
            return bytes.length == 4
                    ? parsed.getHostAddress()
                    : HexFormat.ofDelimiter(":").formatHex(bytes, 0, 8);
        } catch (UnknownHostException e) {
            return address;
        }
    }

    /** Some proxies add the client's port, which is another with each connection. */
    private static String withoutPort(String forwarded) {
        int end = forwarded.indexOf(']');
        if (forwarded.startsWith("[") && end > 0) {
            return forwarded.substring(1, end);
        }
        int colon = forwarded.indexOf(':');
        return colon > 0 && colon == forwarded.lastIndexOf(':') ? forwarded.substring(0, colon) : forwarded;
    }

    /** Only the last one is the proxy's word, be it behind a comma or in a header of its own; those before are what the client says. */
    private static String lastForwarded(Context context) {
        String last = "";
        Enumeration<String> headers = context.req().getHeaders("X-Forwarded-For");
        while (headers.hasMoreElements()) {
            last = headers.nextElement();
        }
        return last.substring(last.lastIndexOf(',') + 1).strip();
    }
}
