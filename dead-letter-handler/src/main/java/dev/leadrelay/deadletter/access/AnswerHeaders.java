package dev.leadrelay.deadletter.access;

import io.javalin.http.Context;

/** What every answer tells the browser: nothing from elsewhere runs, is shown, framed or kept. */
final class AnswerHeaders {
    private static final String CONTENT_POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'");

    private AnswerHeaders() {}

    /** Sets them before a route runs; one whose answer may be kept (an asset) sets its own Cache-Control. */
    static void set(Context context) {
        context.header("Content-Security-Policy", CONTENT_POLICY);
        context.header("X-Content-Type-Options", "nosniff");
        context.header("Referrer-Policy", "no-referrer");
        context.header("Cross-Origin-Opener-Policy", "same-origin");
        context.header("Cross-Origin-Resource-Policy", "same-origin");
        context.header("Cache-Control", "no-store");
    }
}
