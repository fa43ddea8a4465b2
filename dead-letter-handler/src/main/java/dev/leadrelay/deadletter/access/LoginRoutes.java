package dev.leadrelay.deadletter.access;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import io.javalin.router.JavalinDefaultRoutingApi;
import org.jspecify.annotations.Nullable;

/** The login page, the login and the logout. */
final class LoginRoutes {
    private final SignIn signIn;
    private final Sessions sessions;
    private final DeskCookie sessionCookie;
    private final DeskCookie formCookie;
    private final boolean secure;
    private final ClientAddress addresses;
    private final AccessLog log;
    private final LoginPage page;

    LoginRoutes(
            SignIn signIn,
            Sessions sessions,
            DeskCookie sessionCookie,
            boolean secure,
            ClientAddress addresses,
            AccessLog log,
            LoginPage page) {
        this.signIn = signIn;
        this.sessions = sessions;
        this.sessionCookie = sessionCookie;
        this.formCookie = new DeskCookie("leadrelay-login", secure, SameSite.STRICT);
        this.secure = secure;
        this.addresses = addresses;
        this.log = log;
        this.page = page;
    }

    void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/login", context -> show(context, context.queryParam("next"), null));
        routes.post("/login", this::login);
        routes.post("/logout", this::logout);
    }

    /** Begins a session that nobody knew before, and ends the one that was. */
    void begin(Context context, DeskUser user) {
        String old = sessionCookie.get(context);
        if (old != null) {
            sessions.close(old);
        }
        sessionCookie.set(context, sessions.open(user).id());
    }

    private void show(Context context, @Nullable String next, @Nullable String problem) {
        // There is no session yet that could hold a token: the cookie holds it, and no other site can send that.
        String token = RandomToken.next();
        formCookie.set(context, token);
        context.html(page.html(token, LocalPath.of(next), problem));
    }

    private void login(Context context) {
        String expected = formCookie.get(context);
        ForgeryCheck.Sent sent = SentRequest.of(context);
        if (expected == null && secure) {
            throw new RefusedException(
                    403,
                    "the browser keeps no cookie of this page: open it with https://, or set"
                            + " leadrelay.dead-letter-handler.access.secure-cookies to false where there is no TLS");
        }
        if (expected == null
                || sent.token() == null
                || ForgeryCheck.objection(sent, expected).isPresent()) {
            throw new RefusedException(403, "this login form is not ours or too old; open /login and try again");
        }
        try {
            DeskUser user =
                    signIn.check("login", given(context, "name"), given(context, "password"), addresses.of(context));
            begin(context, user);
            formCookie.remove(context);
            context.redirect(LocalPath.of(context.formParam("next")), HttpStatus.SEE_OTHER);
        } catch (RefusedException e) {
            context.status(e.status());
            show(context, context.formParam("next"), e.line());
        }
    }

    private void logout(Context context) {
        String id = sessionCookie.get(context);
        if (id != null) {
            sessions.close(id)
                    .ifPresent(session -> log.add(session.user().name(), addresses.of(context), "logout", "ok"));
        }
        sessionCookie.remove(context);
        context.redirect("/login", HttpStatus.SEE_OTHER);
    }

    private static String given(Context context, String field) {
        String value = context.formParam(field);
        return value == null ? "" : value;
    }
}
