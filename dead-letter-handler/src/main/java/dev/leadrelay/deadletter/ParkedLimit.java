package dev.leadrelay.deadletter;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How long a lead stays parked that nobody lets go on or gives up. A policy leaves alone what was decided about, a pin or a decision
 * that was refused too; the orchestrator's backstop does not. Pure.
 *
 * @param policy until the policy discards it
 * @param backstop until the orchestrator does
 */
record ParkedLimit(Duration policy, Duration backstop) {
    /** Who discards it. */
    enum By {
        POLICY,
        ORCHESTRATOR
    }

    /** @param at milliseconds since the epoch */
    record End(long at, By by) {}

    /** When it is discarded as it stands now; empty when it is settled, about to be, or about no lead. */
    Optional<End> end(Item item, List<DecisionView> decisions) {
        if (item.state() != ItemState.OPEN || !item.attributed()) {
            return Optional.empty();
        }
        boolean policyActs = DecisionRules.refusalOfPolicy(decisions).isEmpty() && policy.compareTo(backstop) < 0;
        return Optional.of(
                policyActs
                        ? new End(item.parkedAt() + policy.toMillis(), By.POLICY)
                        : new End(item.parkedAt() + backstop.toMillis(), By.ORCHESTRATOR));
    }
}
