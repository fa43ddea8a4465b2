package dev.leadrelay.deadletter.access;

import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/** Reads from a request what {@link ForgeryCheck} looks at. */
final class SentRequest {
    private static final String FORM = "application/x-www-form-urlencoded";

    private SentRequest() {}

    static ForgeryCheck.Sent of(Context context) {
        return new ForgeryCheck.Sent(
                context.method().name(),
                context.host(),
                context.header("Origin"),
                context.header("Sec-Fetch-Site"),
                context.contentType(),
                token(context));
    }

    private static @Nullable String token(Context context) {
        String header = context.header("X-CSRF-Token");
        String type = context.contentType();
        // Any other body belongs to the route, read once.
        return header == null && type != null && type.startsWith(FORM) ? context.formParam("_csrf") : header;
    }
}
