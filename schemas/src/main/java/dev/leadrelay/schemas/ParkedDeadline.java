package dev.leadrelay.schemas;

/**
 * How long a parked lead waits for a decision at most, whatever was decided about it. Then the orchestrator gives it up, and the
 * dead-letter handler tells people so beforehand.
 */
public final class ParkedDeadline {
    /** A day less than dead letters are kept: a lead is never parked without one. */
    public static final String DEFAULT = "P89D";

    private ParkedDeadline() {}
}
