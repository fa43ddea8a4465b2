package dev.leadrelay.deadletter;

import org.jspecify.annotations.Nullable;

/**
 * A decision with its answer.
 *
 * @param decidedAt milliseconds since the epoch
 * @param hashBefore hash of what it was about; null where nothing was kept, and in decisions of before there were hashes
 * @param hashAfter hash of what goes on; null where nothing does
 * @param outcome what the orchestrator answered; null while it has not
 * @param outcomeReason why it was refused or superseded
 * @param answeredAt milliseconds since the epoch; null with the outcome
 */
record DecisionView(
        String decisionId,
        String kind,
        @Nullable String reason,
        String decidedBy,
        boolean byPolicy,
        long decidedAt,
        @Nullable String hashBefore,
        @Nullable String hashAfter,
        @Nullable String outcome,
        @Nullable String outcomeReason,
        @Nullable Long answeredAt) {}
