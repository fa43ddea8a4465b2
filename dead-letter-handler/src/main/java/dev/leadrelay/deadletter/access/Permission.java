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
            Map.entry("POST /dead-letters/{id}/decisions", Need.REVIEWER),
            // Jobs
            Map.entry("POST /bulk/dry-run", Need.REVIEWER),
            Map.entry("POST /bulk", Need.REVIEWER),
            Map.entry("GET /bulk", Need.VIEWER),
            Map.entry("GET /bulk/{id}", Need.VIEWER),
            Map.entry("GET /bulk/{id}/items", Need.VIEWER),
            Map.entry("POST /bulk/{id}/pause", Need.REVIEWER),
            Map.entry("POST /bulk/{id}/resume", Need.REVIEWER),
            Map.entry("POST /bulk/{id}/abort", Need.REVIEWER),
            Map.entry("POST /dead-letters/{id}/check", Need.VIEWER),
            Map.entry("GET /store/rebuild", Need.VIEWER),
            Map.entry("POST /store/rebuild", Need.ADMIN),
            Map.entry("GET /openapi.yaml", Need.VIEWER),
            // Pages
            Map.entry("GET /", Need.VIEWER),
            Map.entry("GET /desk", Need.VIEWER),
            Map.entry("GET /desk/live", Need.VIEWER),
            Map.entry("GET /desk/groups", Need.VIEWER),
            Map.entry("GET /desk/letters", Need.VIEWER),
            Map.entry("GET /desk/letters/{id}", Need.VIEWER),
            Map.entry("GET /desk/letters/{id}/run", Need.VIEWER),
            Map.entry("GET /desk/letters/{id}/original", Need.VIEWER),
            Map.entry("POST /desk/letters/{id}/decide", Need.REVIEWER),
            Map.entry("GET /desk/letters/{id}/edit", Need.REVIEWER),
            Map.entry("POST /desk/letters/{id}/check", Need.REVIEWER),
            Map.entry("POST /desk/letters/{id}/edit", Need.REVIEWER),
            Map.entry("POST /desk/letters/{id}/editor", Need.REVIEWER),
            Map.entry("GET /desk/list", Need.VIEWER),
            Map.entry("GET /desk/list.csv", Need.VIEWER),
            Map.entry("GET /desk/list.jsonl", Need.VIEWER),
            Map.entry("GET /desk/lead", Need.VIEWER),
            Map.entry("GET /desk/bulk", Need.VIEWER),
            Map.entry("GET /desk/bulk/new", Need.REVIEWER),
            Map.entry("POST /desk/bulk", Need.REVIEWER),
            Map.entry("GET /desk/bulk/{id}", Need.VIEWER),
            Map.entry("POST /desk/bulk/{id}/pause", Need.REVIEWER),
            Map.entry("POST /desk/bulk/{id}/resume", Need.REVIEWER),
            Map.entry("POST /desk/bulk/{id}/abort", Need.REVIEWER),
            Map.entry("GET /desk/audit", Need.VIEWER),
            Map.entry("GET /desk/audit.csv", Need.VIEWER),
            Map.entry("GET /desk/logins", Need.ADMIN),
            Map.entry("GET /desk/policies", Need.VIEWER),
            Map.entry("GET /desk/unreadable", Need.VIEWER),
            Map.entry("GET /desk/assets/{name}", Need.NOTHING));

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
