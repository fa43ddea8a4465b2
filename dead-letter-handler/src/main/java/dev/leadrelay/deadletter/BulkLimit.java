package dev.leadrelay.deadletter;

import org.jspecify.annotations.Nullable;

/**
 * How large a job anybody may start who may decide.
 *
 * @param adminAbove most items of such a job; a larger one needs an admin
 */
record BulkLimit(int adminAbove) {

    /** Why somebody may not start a job of so many items, in one line; null when they may. */
    @Nullable
    String refusal(int items, boolean byAdmin) {
        if (byAdmin || items <= adminAbove) {
            return null;
        }
        return "a job about " + items + " dead letters needs an admin, for it is above the limit of " + adminAbove
                + "; narrow the selection, or ask an admin to start it";
    }
}
