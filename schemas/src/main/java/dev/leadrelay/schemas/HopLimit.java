package dev.leadrelay.schemas;

import dev.leadrelay.schemas.records.HandoffHeader;

/**
 * How many hand-overs a lead may go through over all stages and attempts: three make its way, each retry adds one. Beyond this somebody,
 * or some policy, sends it round in circles (LOOP_DETECTED).
 */
public final class HopLimit {
    /** Room for more than a dozen retries of every stage. */
    public static final int MOST_HOPS = 50;

    private HopLimit() {}

    /** True when this hand-over is one too many. */
    public static boolean isExceeded(HandoffHeader header) {
        return header.getHop() > MOST_HOPS;
    }

    /** What a person reads of it. */
    public static String message(int hop) {
        return "hand-over " + hop + " of this lead, of " + MOST_HOPS + " at most: it goes round in circles";
    }
}
