package dev.leadrelay.deadletter;

import org.jspecify.annotations.Nullable;

/**
 * A dead letter as lists show it; texts are cut to their columns.
 *
 * @param leadKey the parked lead; null for a record that belongs to no known lead
 * @param attributed true when there is a leadKey: only such dead letters are in the ledger
 * @param originalTopic topic of the record that could not be used; null for a failed hand-over
 * @param parkedAt milliseconds since the epoch
 * @param stateReason why it stands so; null where nobody said why
 * @param occurrences how often the topics hold a dead letter with this identifier
 */
record Item(
        String id,
        @Nullable String leadKey,
        @Nullable String listId,
        boolean attributed,
        @Nullable String originalTopic,
        String stage,
        String failureClass,
        String message,
        String violationCodes,
        String fingerprint,
        int attempt,
        @Nullable String runId,
        long parkedAt,
        ItemState state,
        @Nullable String stateReason,
        int occurrences) {}
