package dev.leadrelay.deadletter;

import dev.leadrelay.schemas.records.DecisionKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decision for many dead letters, and how it is carried out.
 *
 * @param reason why; never blank for DISCARD
 * @param by name of the person
 * @param rate items per second at most; null for as fast as it goes
 */
record BulkOrder(
        DecisionKind kind,
        @Nullable String reason,
        @Nullable Long raiseTokens,
        @Nullable Long raiseCostMicros,
        String by,
        @Nullable Double rate,
        BulkState.@Nullable Canary canary) {

    /** Items per second: slower or faster is a slip of the hand. */
    static final double SLOWEST = 0.01;

    static final double FASTEST = 10_000;

    /** The kinds that make sense for many at once: the others are about the content of one. */
    static final List<DecisionKind> KINDS = List.of(
            DecisionKind.RETRY,
            DecisionKind.DISCARD,
            DecisionKind.APPROVE,
            DecisionKind.RAISE_BUDGET,
            DecisionKind.PIN);

    DecisionRequest request(String deadLetterId) {
        return new DecisionRequest(deadLetterId, kind, reason, raiseTokens, raiseCostMicros, by, false);
    }
}
