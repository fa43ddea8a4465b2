package dev.leadrelay.deadletter.access;

import io.javalin.http.Context;

/** How a request is told whose it is. */
interface Door {
    /**
     * Who sent the request.
     *
     * @throws RefusedException when nobody that is known here
     */
    Visitor enter(Context context);
}
