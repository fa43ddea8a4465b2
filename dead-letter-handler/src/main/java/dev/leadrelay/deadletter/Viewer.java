package dev.leadrelay.deadletter;

import io.javalin.http.Context;

/**
 * Who looks at a page.
 *
 * @param canLeave whether there is a session to log out of
 * @param csrf the token that forms carry
 */
record Viewer(String name, boolean canDecide, boolean canAdminister, boolean canLeave, String csrf) {
    /** Tells who sent a request. Thread-safe. */
    interface Source {
        Viewer of(Context context);
    }
}
