package dev.leadrelay.deadletter;

import dev.leadrelay.schemas.records.DecisionKind;
import org.jspecify.annotations.Nullable;

/**
 * A decision as somebody asks for it.
 *
 * @param reason why; never blank for DISCARD
 * @param raiseTokens tokens that RAISE_BUDGET adds; null for none
 * @param raiseCostMicros cost that it adds, in millionths of the currency unit; null for none
 * @param by name of the person, or of the policy
 */
record DecisionRequest(
        String deadLetterId,
        DecisionKind kind,
        @Nullable String reason,
        @Nullable Long raiseTokens,
        @Nullable Long raiseCostMicros,
        String by,
        boolean byPolicy) {

    /** One that raises nothing. */
    DecisionRequest(String deadLetterId, DecisionKind kind, @Nullable String reason, String by, boolean byPolicy) {
        this(deadLetterId, kind, reason, null, null, by, byPolicy);
    }
}
