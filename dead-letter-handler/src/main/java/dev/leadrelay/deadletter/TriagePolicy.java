package dev.leadrelay.deadletter;

import dev.leadrelay.schemas.FailurePolicies;
import dev.leadrelay.schemas.records.DecisionKind;
import dev.leadrelay.schemas.records.FailureClass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is decided about a parked lead without a person: it is retried a few times, further and further apart, where the failure table
 * says that the same input may well succeed later, and discarded when nobody has decided for a long time. It decides once about a dead
 * letter, and not at all about one that a person has pinned or decided about. All it needs is in the records, so a restart changes nothing. Pure.
 *
 * @param retries false to leave the retries to people
 * @param delays before each retry, counted from the failure; null for those of the failure table
 * @param expireAfter how long a lead stays parked
 */
record TriagePolicy(boolean retries, @Nullable List<Duration> delays, Duration expireAfter) {
    static final String RETRY_TRANSIENT = "policy retry-transient";
    static final String EXPIRE_PARKED = "policy expire-parked";
    /** The reason that the lead's result shows; the orchestrator's own backstop gives the same. */
    static final String EXPIRED = "EXPIRED";

    /**
     * An open dead letter of a lead.
     *
     * @param parkedAt milliseconds since the epoch
     * @param retried how often this policy has retried the lead in this stage
     */
    record Case(String id, FailureClass failureClass, long parkedAt, int retried) {}

    /**
     * Where decisions may be due.
     *
     * @param failureClass null for any
     * @param parkedBefore milliseconds since the epoch
     */
    record Search(@Nullable FailureClass failureClass, long parkedBefore) {}

    /** What has to be looked at for all that is due now; the rest is not due however it stands. */
    List<Search> searches(long now) {
        List<Search> searches = new ArrayList<>();
        searches.add(new Search(null, now - expireAfter.toMillis() + 1));
        for (FailureClass each : FailureClass.values()) {
            delays(each).stream()
                    .min(Comparator.naturalOrder())
                    .ifPresent(shortest -> searches.add(new Search(each, now - shortest.toMillis() + 1)));
        }
        return searches;
    }

    /** A decision that is due; null while none is. */
    @Nullable
    DecisionRequest due(Case open, long now) {
        if (now - open.parkedAt() >= expireAfter.toMillis()) {
            return new DecisionRequest(open.id(), DecisionKind.DISCARD, EXPIRED, EXPIRE_PARKED, true);
        }
        List<Duration> waits = delays(open.failureClass());
        if (open.retried() >= waits.size()
                || now - open.parkedAt() < waits.get(open.retried()).toMillis()) {
            return null;
        }
        String reason = "retry " + (open.retried() + 1) + " of " + waits.size() + " for " + open.failureClass();
        return new DecisionRequest(open.id(), DecisionKind.RETRY, reason, RETRY_TRANSIENT, true);
    }

    /** What is waited before each retry of such a failure; empty when it is never retried. */
    List<Duration> delays(FailureClass failureClass) {
        List<Duration> table = FailurePolicies.of(failureClass).retryDelays();
        if (!retries || table.isEmpty()) {
            return List.of();
        }
        return delays == null ? table : delays;
    }
}
