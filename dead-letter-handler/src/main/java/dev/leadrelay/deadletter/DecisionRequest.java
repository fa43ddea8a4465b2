package dev.leadrelay.deadletter;

import dev.leadrelay.schemas.records.DecisionKind;
import org.jspecify.annotations.Nullable;

/**
 * A decision as somebody asks for it.
 *
 * @param reason why; never blank for DISCARD
 * @param by name of the person, or of the policy
 */
record DecisionRequest(
        String deadLetterId, DecisionKind kind, @Nullable String reason, String by, boolean byPolicy) {}
