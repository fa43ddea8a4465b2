package dev.leadrelay.deadletter.access;

/** Who looks at a page or sends a request. */
public record DeskUser(String name, Role role) {
    /** Whether this user may decide about dead letters. */
    public boolean canDecide() {
        return role.covers(Role.REVIEWER);
    }

    /** Whether this user may start jobs over the limit, change policies and rebuild the store. */
    public boolean canAdminister() {
        return role.covers(Role.ADMIN);
    }
}
