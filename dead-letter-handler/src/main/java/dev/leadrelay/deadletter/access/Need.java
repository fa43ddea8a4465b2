package dev.leadrelay.deadletter.access;

/** What a route asks of whoever uses it. */
enum Need {
    /** Nothing: anybody who reaches the port. */
    NOTHING,
    /** What the setting open-metrics says. */
    METRICS,
    VIEWER,
    REVIEWER,
    ADMIN;

    /** The role that the route asks for. */
    Role role() {
        return switch (this) {
            case NOTHING, METRICS, VIEWER -> Role.VIEWER;
            case REVIEWER -> Role.REVIEWER;
            case ADMIN -> Role.ADMIN;
        };
    }
}
