package dev.leadrelay.deadletter.access;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Answers a request that was refused: people get a page, or the way to the login; programs get JSON. */
final class RefusalAnswer {
    private RefusalAnswer() {}

    static void send(Context context, RefusedException refused) {
        context.status(refused.status());
        if (refused.status() == 401 && !isPage(context)) {
            challenge(context);
        }
        if (refused.status() == 401 && isPage(context) && context.method() == HandlerType.GET) {
            askToLogIn(context);
        } else if (isPage(context)) {
            context.html(PlainPage.of("Not possible", "<p>" + PlainPage.escape(refused.line()) + "</p>"));
        } else {
            String json = JsonNodeFactory.instance
                    .objectNode()
                    .put("error", refused.line())
                    .toString();
            context.contentType(ContentType.APPLICATION_JSON).result(json.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void askToLogIn(Context context) {
        String query = context.queryString();
        String here = LocalPath.of(context.path() + (query == null ? "" : "?" + query));
        String site = context.header("Sec-Fetch-Site");
        if (site != null && site.endsWith("-site")) {
            // A link in somebody's chat: browsers hold the session's cookie back from it, not from a page of ours that
            // follows.
            context.html(PlainPage.goOn("One moment", here));
        } else {
            context.redirect("/login?next=" + URLEncoder.encode(here, StandardCharsets.UTF_8));
        }
    }

    private static void challenge(Context context) {
        if (context.header("HX-Request") != null) {
            context.header("HX-Redirect", "/login");
        } else if (context.header("Sec-Fetch-Mode") == null) {
            // In a browser it would open a window that asks for a password outside the login page.
            context.header("WWW-Authenticate", "Basic realm=\"LeadRelay\", charset=\"UTF-8\"");
        }
    }

    private static boolean isPage(Context context) {
        String accept = context.header("Accept");
        return accept != null && accept.contains("text/html") && context.header("HX-Request") == null;
    }
}
