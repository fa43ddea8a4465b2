package dev.leadrelay.deadletter.access;

import io.javalin.http.Context;
import io.javalin.http.SameSite;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Clock;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Who may use the desk: the one place where it is wired, and what its pages ask. Thread-safe. */
public final class Access {
    private static final int MOST_SESSIONS = 10_000;

    private final Gatekeeper gatekeeper;
    private final Optional<LoginRoutes> logins;
    private final Optional<OidcRoutes> oidc;
    private final AccessLog log;

    private Access(Gatekeeper gatekeeper, Optional<LoginRoutes> logins, Optional<OidcRoutes> oidc, AccessLog log) {
        this.gatekeeper = gatekeeper;
        this.logins = logins;
        this.oidc = oidc;
        this.log = log;
    }

    /** Access as the settings have it. */
    public static Access create(AccessSettings settings, Jdbi jdbi, Clock clock) {
        return create(settings, jdbi, clock, Permission.ofDesk());
    }

    static Access create(AccessSettings settings, Jdbi jdbi, Clock clock, Permission permission) {
        AccessConfig config = settings.config();
        AccessLog log = new AccessLog(jdbi, clock, config.keepEvents());
        ClientAddress addresses = new ClientAddress(config.behindProxy());
        HostNames hosts = settings.hostNames();
        RefusalLog refusals = new RefusalLog(log, addresses, clock);
        if (!settings.needsLogin()) {
            Gatekeeper open = new Gatekeeper(hosts, new LocalDoor(), permission, config.openMetrics(), refusals);
            return new Access(open, Optional.empty(), Optional.empty(), log);
        }
        Sessions sessions = new Sessions(clock, config.sessionIdle(), config.sessionLength(), MOST_SESSIONS);
        boolean secure = settings.secureCookies();
        DeskCookie cookie = new DeskCookie("leadrelay-desk", secure, SameSite.STRICT);
        SignIn signIn = new SignIn(settings.users(), clock, log);
        Door door = new LoginDoor(sessions, cookie, signIn, new RecentLogins(clock), addresses);
        LoginRoutes logins = new LoginRoutes(
                signIn,
                sessions,
                cookie,
                secure,
                addresses,
                log,
                new LoginPage(settings.users().isPresent(), settings.oidc().isPresent()));
        Gatekeeper gatekeeper = new Gatekeeper(hosts, door, permission, config.openMetrics(), refusals);
        DeskCookie abroad = new DeskCookie("leadrelay-oidc", secure, SameSite.LAX);
        Optional<OidcRoutes> oidc =
                settings.oidc().map(each -> new OidcRoutes(each, logins, abroad, addresses, log, clock));
        return new Access(gatekeeper, Optional.of(logins), oidc, log);
    }

    /** Installs itself in front of all routes, those of the service runtime too. */
    public void addTo(JavalinDefaultRoutingApi routes) {
        gatekeeper.addTo(routes);
        logins.ifPresent(each -> each.addTo(routes));
        oidc.ifPresent(each -> each.addTo(routes));
    }

    /** Who sent the request that a route is serving. */
    public DeskUser viewer(Context context) {
        return Gatekeeper.visitor(context).user();
    }

    /** The name of whoever logged in; empty where nobody has to, so that a request must say itself who it is of. */
    public Optional<String> loggedIn(Context context) {
        Visitor visitor = Gatekeeper.visitor(context);
        return visitor.loggedIn() ? Optional.of(visitor.user().name()) : Optional.empty();
    }

    /** What forms and scripts of a page must send back, as the field {@code _csrf} or the header {@code X-CSRF-Token}. */
    public String csrfToken(Context context) {
        return Gatekeeper.visitor(context).csrfToken();
    }

    /** Logins, logouts and refusals. */
    public AccessLog log() {
        return log;
    }

    /**
     * Whether the table of permissions has a line for a route; a test holds all of them to it.
     *
     * @param route method and path as the route was added, for example {@code GET /dead-letters/{id}}
     */
    public static boolean knows(String route) {
        return Permission.ofDesk().table().containsKey(route);
    }
}
