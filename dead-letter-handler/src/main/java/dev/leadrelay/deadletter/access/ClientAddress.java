package dev.leadrelay.deadletter.access;

import io.javalin.http.Context;

/** Where a request comes from. */
final class ClientAddress {
    private final boolean behindProxy;

    /** @param behindProxy true when a proxy in front adds the address that it sees to X-Forwarded-For */
    ClientAddress(boolean behindProxy) {
        this.behindProxy = behindProxy;
    }

    String of(Context context) {
        String forwarded = behindProxy ? context.header("X-Forwarded-For") : null;
        // Only the last one is the proxy's word; those before it are what the client says.
        String last = forwarded == null
                ? ""
                : forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
        return last.isEmpty() ? context.ip() : last;
    }
}
