package dev.leadrelay.deadletter;

import io.javalin.http.Context;

/**
 * Who looks at a page.
 *
 * @param csrf the token that forms carry
 */
record Viewer(String name, boolean canDecide, String csrf) {
    /** Tells who sent a request. Thread-safe. */
    interface Source {
        Viewer of(Context context);
    }
}
