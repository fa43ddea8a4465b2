package dev.leadrelay.deadletter.access;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who may use which route, in one table. A route without a line here is refused to everybody, so that a new one cannot be open by
 * oversight.
 */
record Permission(Map<String, Need> table) {
    private static final Map<String, Need> DESK = Map.ofEntries(
            Map.entry("GET /health/live", Need.NOTHING),
            Map.entry("GET /health/ready", Need.NOTHING),
            Map.entry("GET /metrics", Need.METRICS),
            Map.entry("GET /login", Need.NOTHING),
            Map.entry("POST /login", Need.NOTHING),
            Map.entry("GET /login/oidc", Need.NOTHING),
            Map.entry("GET /login/oidc/callback", Need.NOTHING),
            Map.entry("POST /logout", Need.VIEWER),
            // Dead letters and decisions
            Map.entry("GET /summary", Need.VIEWER),
            Map.entry("GET /unreadable-records", Need.VIEWER),
            Map.entry("GET /dead-letters", Need.VIEWER),
            Map.entry("GET /dead-letters/groups", Need.VIEWER),
            Map.entry("GET /dead-letters/{id}", Need.VIEWER),
            Map.entry("GET /dead-letters/{id}/decisions", Need.VIEWER),
            Map.entry("POST /dead-letters/{id}/decisions", Need.REVIEWER));

    Permission {
        table = Map.copyOf(table);
    }

    /** The table of the desk. */
    static Permission ofDesk() {
        return new Permission(DESK);
    }

    /** This table and more. */
    Permission and(Map<String, Need> more) {
        Map<String, Need> all = new HashMap<>(table);
        all.putAll(more);
        return new Permission(all);
    }

    /**
     * What a route asks for.
     *
     * @param path as the route was added, with its parameters' names
     */
    Optional<Need> of(String method, String path) {
        return Optional.ofNullable(table.get(method + " " + path));
    }
}
