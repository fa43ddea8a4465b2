package dev.leadrelay.deadletter.desk;

/**
 * A decision and what came of it.
 *
 * @param hashBefore hash of what it was about; empty where there is none
 * @param hashAfter hash of what goes on; empty where nothing does
 */
public record DecisionRow(
        String at,
        String kind,
        String by,
        boolean byPolicy,
        String reason,
        String hashBefore,
        String hashAfter,
        String outcome,
        String outcomeReason) {
    private static final int SHORT = 12;

    /** The first digits of a hash, which tell two contents apart at a glance. */
    public static String brief(String hash) {
        return hash.length() <= SHORT ? hash : hash.substring(0, SHORT);
    }
}
