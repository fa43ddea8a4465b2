package dev.leadrelay.deadletter;

import org.jspecify.annotations.Nullable;

/**
 * An item of a bulk job.
 *
 * @param ord its place in the job, from 0
 * @param decisionId the decision about it, from the moment it is about to be written; null before
 * @param intendedAt when that decision is dated, in milliseconds since the epoch; null with the id
 * @param line why it was skipped; null otherwise
 * @param leadKey null when it is about no known lead
 * @param fate what came of the decision; null when none is dispatched
 */
record BulkItem(
        int ord,
        String deadLetterId,
        State state,
        @Nullable String decisionId,
        @Nullable Long intendedAt,
        @Nullable String line,
        @Nullable String leadKey,
        @Nullable Fate fate) {

    /** How far an item is. */
    enum State {
        /** Its turn has not come, or it is not known whether its decision was written. */
        PENDING,
        /** Its decision stands in its topic. */
        DISPATCHED,
        /** It took no decision; the line says why. */
        SKIPPED
    }

    /** What is noted before a decision is written, so that a restart recognises it. */
    record Intent(int ord, String decisionId, long at) {}

    /** What became of an item. */
    record Result(int ord, State state, @Nullable String line) {}
}
