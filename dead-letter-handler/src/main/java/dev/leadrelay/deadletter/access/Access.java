package dev.leadrelay.deadletter.access;

import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.List;

/** Stands in front of every route: whose request it is, whether it may be made, what the browser is told. Thread-safe. */
public final class Access {
    private static final String VISITOR = Visitor.class.getName();

    private final AccessConfig config;
    private final HostNames hosts;
    private final Door door;
    private final Permission permission;

    private Access(AccessConfig config, HostNames hosts, Door door, Permission permission) {
        this.config = config;
        this.hosts = hosts;
        this.door = door;
        this.permission = permission;
    }

    /**
     * Access as the settings have it.
     *
     * @param host the address that the service listens on
     * @throws dev.leadrelay.service.SettingsException when a setting is wrong or would let anybody in
     */
    public static Access create(AccessConfig config, String host) {
        return create(config, host, Permission.ofDesk());
    }

    static Access create(AccessConfig config, String host, Permission permission) {
        config.check(host);
        return new Access(config, new HostNames(config.hostNames().orElse(List.of())), new LocalDoor(), permission);
    }

    /** Installs itself in front of all routes, those of the service runtime too. */
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.before(this::receive);
        routes.beforeMatched(this::admit);
        routes.exception(RefusedException.class, (e, context) -> RefusalAnswer.send(context, e));
    }

    /** Who sent the request that a route is serving. */
    public DeskUser viewer(Context context) {
        return visitor(context).user();
    }

    /** What forms and scripts of a page must send back, as the field {@code _csrf} or the header {@code X-CSRF-Token}. */
    public String csrfToken(Context context) {
        return visitor(context).csrfToken();
    }

    /**
     * Whether the table of permissions has a line for a route; a test holds all of them to it.
     *
     * @param route method and path as the route was added, for example {@code GET /dead-letters/{id}}
     */
    public static boolean knows(String route) {
        return Permission.ofDesk().table().containsKey(route);
    }

    private void receive(Context context) {
        AnswerHeaders.set(context);
        // Probes come under any name, and what they learn is no secret.
        if (!context.path().startsWith("/health/") && !hosts.serves(context.host())) {
            throw new RefusedException(
                    421,
                    "not served under this name; use 127.0.0.1 or localhost, or add the name to"
                            + " leadrelay.dead-letter-handler.access.host-names");
        }
    }

    private void admit(Context context) {
        Need need = need(context);
        if (need == Need.NOTHING || need == Need.METRICS && config.openMetrics()) {
            return;
        }
        Visitor visitor = door.enter(context);
        context.attribute(VISITOR, visitor);
        ForgeryCheck.objection(SentRequest.of(context), visitor.csrfToken()).ifPresent(line -> {
            throw new RefusedException(403, line);
        });
        if (!visitor.user().role().covers(need.role())) {
            throw new RefusedException(
                    403, "this needs the role " + need.name().toLowerCase(java.util.Locale.ROOT) + " or more");
        }
    }

    private Need need(Context context) {
        Endpoint endpoint = context.endpoints().matchedHttpEndpoint();
        String path = endpoint == null ? context.path() : endpoint.path;
        return permission
                .of(context.method().name(), path)
                .orElseThrow(() -> new RefusedException(403, "nobody may use this: it has no line in Permission"));
    }

    private static Visitor visitor(Context context) {
        Visitor visitor = context.attribute(VISITOR);
        if (visitor == null) {
            throw new IllegalStateException(context.path() + " is open to everybody, so it has no viewer");
        }
        return visitor;
    }
}
