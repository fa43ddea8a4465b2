package dev.leadrelay.deadletter;

import org.jspecify.annotations.Nullable;

/**
 * How a lead ended.
 *
 * @param status DELIVERED, DISQUALIFIED or DISCARDED
 * @param reason why it was disqualified or discarded; null when delivered
 * @param endedAt milliseconds since the epoch
 * @param costMicros what the lead cost over all stages and attempts, in millionths of the currency unit
 */
record LeadEnd(
        String leadKey,
        String listId,
        String status,
        @Nullable String reason,
        long endedAt,
        long costMicros) {}
