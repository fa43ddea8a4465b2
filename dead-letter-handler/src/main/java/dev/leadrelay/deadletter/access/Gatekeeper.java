package dev.leadrelay.deadletter.access;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.router.Endpoint;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.Locale;
import java.util.Optional;

/** Stands in front of every route: whose request it is, whether it may be made, what the browser is told. Thread-safe. */
final class Gatekeeper {
    private static final String VISITOR = Visitor.class.getName();

    private final HostNames hosts;
    private final Door door;
    private final Permission permission;
    private final boolean openMetrics;
    private final RefusalLog refusals;

    Gatekeeper(HostNames hosts, Door door, Permission permission, boolean openMetrics, RefusalLog refusals) {
        this.hosts = hosts;
        this.door = door;
        this.permission = permission;
        this.openMetrics = openMetrics;
        this.refusals = refusals;
    }

    void addTo(JavalinDefaultRoutingApi routes) {
        routes.before(this::receive);
        routes.beforeMatched(this::admit);
        routes.exception(RefusedException.class, (e, context) -> {
            Visitor visitor = context.attribute(VISITOR);
            refusals.add(
                    context,
                    visitor == null || !visitor.loggedIn() ? "" : visitor.user().name(),
                    e);
            RefusalAnswer.send(context, e);
        });
    }

    /** Who sent the request that a route is serving. */
    static Visitor visitor(Context context) {
        Visitor visitor = context.attribute(VISITOR);
        if (visitor == null) {
            throw new IllegalStateException(context.path() + " is open to everybody, so it has no viewer");
        }
        return visitor;
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
        if (need == Need.NOTHING || need == Need.METRICS && openMetrics) {
            return;
        }
        Visitor visitor = door.enter(context);
        context.attribute(VISITOR, visitor);
        ForgeryCheck.objection(SentRequest.of(context), visitor.csrfToken()).ifPresent(line -> {
            throw new RefusedException(403, line);
        });
        if (!visitor.user().role().covers(need.role())) {
            throw new RefusedException(
                    403, "this needs the role " + need.role().name().toLowerCase(Locale.ROOT));
        }
    }

    private Need need(Context context) {
        Endpoint endpoint = context.endpoints().matchedHttpEndpoint();
        boolean bare = endpoint == null && context.method() == HandlerType.HEAD;
        String method = bare ? "GET" : context.method().name();
        return permission
                .of(method, endpoint == null ? context.path() : endpoint.path)
                // A HEAD request runs no route; it only learns that there is one.
                .or(() -> bare ? Optional.of(Need.VIEWER) : Optional.empty())
                .orElseThrow(() -> new RefusedException(403, "nobody may use this: it has no line in Permission"));
    }
}
