package dev.leadrelay.deadletter.access;

/** What a person may do; each role may also do what those before it may. */
public enum Role {
    /** Reads. */
    VIEWER,
    /** Decides about dead letters. */
    REVIEWER,
    /** Also starts large jobs, changes policies and rebuilds the store. */
    ADMIN;

    boolean covers(Role other) {
        return compareTo(other) >= 0;
    }
}
