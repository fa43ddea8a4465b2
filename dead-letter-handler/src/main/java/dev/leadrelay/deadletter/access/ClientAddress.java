package dev.leadrelay.deadletter.access;

import io.javalin.http.Context;
import java.util.Enumeration;

/** Where a request comes from. */
final class ClientAddress {
    private final boolean behindProxy;

    /** @param behindProxy true when a proxy in front adds the address that it sees to X-Forwarded-For */
    ClientAddress(boolean behindProxy) {
        this.behindProxy = behindProxy;
    }

    String of(Context context) {
        String last = behindProxy ? lastForwarded(context) : "";
        return last.isEmpty() ? context.ip() : last;
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
