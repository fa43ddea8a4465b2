package dev.leadrelay.deadletter.access;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** People come with the session of a login, programs with name and password (HTTP Basic) in each request. */
final class LoginDoor implements Door {
    private static final String BASIC = "basic ";

    private final Sessions sessions;
    private final DeskCookie cookie;
    private final SignIn signIn;
    private final RecentLogins recent;
    private final ClientAddress addresses;

    /** For pages that a browser opens with a password of its own. */
    private final String token = RandomToken.next();

    LoginDoor(Sessions sessions, DeskCookie cookie, SignIn signIn, RecentLogins recent, ClientAddress addresses) {
        this.sessions = sessions;
        this.cookie = cookie;
        this.signIn = signIn;
        this.recent = recent;
        this.addresses = addresses;
    }

    @Override
    public Visitor enter(Context context) {
        String authorization = context.header("Authorization");
        if (authorization != null && authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return new Visitor(basic(context, authorization.substring(BASIC.length())), token, true);
        }
        String id = cookie.get(context);
        Session session = id == null ? null : session(id, context).orElse(null);
        if (session == null) {
            throw new RefusedException(
                    401, "log in first: a person at /login, a program with name and password (HTTP Basic)");
        }
        return new Visitor(session.user(), session.csrfToken(), true);
    }

    /** A page that htmx renews shows that it is open, not that somebody sits before it: that keeps no session alive. */
    private Optional<Session> session(String id, Context context) {
        boolean renewal = context.method() == HandlerType.GET && context.header("HX-Request") != null;
        return renewal ? sessions.look(id) : sessions.find(id);
    }

    private DeskUser basic(Context context, String encoded) {
        String credentials = decoded(encoded);
        int colon = credentials == null ? -1 : credentials.indexOf(':');
        if (credentials == null || colon < 0) {
            throw new RefusedException(401, "the header 'Authorization' is not HTTP Basic: name:password in Base64");
        }
        String name = credentials.substring(0, colon);
        String address = addresses.of(context);
        Optional<DeskUser> again = recent.find(credentials);
        // Whoever has guessed too often learns nothing here either, or a password in use would be there to be guessed.
        if (again.isPresent() && signIn.allows(name, address)) {
            return again.get();
        }
        DeskUser user = signIn.check("login (API)", name, credentials.substring(colon + 1), address);
        recent.add(credentials, user);
        return user;
    }

    private static @Nullable String decoded(String encoded) {
        try {
            return new String(Base64.getDecoder().decode(encoded.strip()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
