package dev.leadrelay.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leadrelay.schemas.records.DecisionKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decision as somebody asks for it.
 *
 * @param reason why; never blank for DISCARD
 * @param raiseTokens tokens that RAISE_BUDGET adds; null for none
 * @param raiseCostMicros cost that it adds, in millionths of the currency unit; null for none
 * @param by name of the person, or of the policy
 * @param edited what the person wants instead, as JSON: the request for RETRY_EDITED; for ACCEPT the candidate, or null for
 *     the dead letter's own
 * @param waive codes of violations that the person lets pass, for ACCEPT
 */
record DecisionRequest(
        String deadLetterId,
        DecisionKind kind,
        @Nullable String reason,
        @Nullable Long raiseTokens,
        @Nullable Long raiseCostMicros,
        String by,
        boolean byPolicy,
        @Nullable JsonNode edited,
        List<String> waive) {

    DecisionRequest {
        waive = List.copyOf(waive);
    }

    /** One that edits nothing. */
    DecisionRequest(
            String deadLetterId,
            DecisionKind kind,
            @Nullable String reason,
            @Nullable Long raiseTokens,
            @Nullable Long raiseCostMicros,
            String by,
            boolean byPolicy) {
        this(deadLetterId, kind, reason, raiseTokens, raiseCostMicros, by, byPolicy, null, List.of());
    }

    /** One that raises nothing either. */
    DecisionRequest(String deadLetterId, DecisionKind kind, @Nullable String reason, String by, boolean byPolicy) {
        this(deadLetterId, kind, reason, null, null, by, byPolicy);
    }
}
