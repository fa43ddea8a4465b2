package dev.leadrelay.deadletter;

import org.jspecify.annotations.Nullable;

/**
 * A bulk decision under way or ended.
 *
 * @param selection what was selected, in words
 * @param note why it waits, where it does without a person having said so
 * @param createdAt milliseconds since the epoch
 * @param updatedAt milliseconds since the epoch
 */
record BulkJob(
        String id,
        BulkOrder order,
        String selection,
        BulkState state,
        @Nullable String note,
        long createdAt,
        long updatedAt) {

    BulkJob with(BulkState next, @Nullable String newNote, long now) {
        return new BulkJob(id, order, selection, next, newNote, createdAt, now);
    }
}
