package dev.leadrelay.schemas;

import dev.leadrelay.schemas.records.FailureClass;
import java.time.Duration;
import java.util.List;

/**
 * What is done about one class of failure.
 *
 * @param failureClass the class
 * @param detector who notices it, and by what; one sentence
 * @param tries how often the agent tries the failing step within one attempt, the first try included
 * @param inAgent what the agent does besides; one sentence
 * @param pauses true when the agent pauses its topic and keeps the work in Kafka until a probe is good
 * @param retryDelays when the policy retries a dead letter by itself, counted from each failure; empty for never
 * @param endedBy who ends it when tries and delays are used up
 * @param isTransient true when the same input may well succeed later without anybody's doing
 */
public record FailurePolicy(
        FailureClass failureClass,
        String detector,
        int tries,
        String inAgent,
        boolean pauses,
        List<Duration> retryDelays,
        End endedBy,
        boolean isTransient) {

    /** Who ends a failure. */
    public enum End {
        /** The outage ends, the work goes on; no dead letter is written for it. */
        RECOVERY,
        /** A person decides on the dead letter. */
        PERSON
    }

    public FailurePolicy {
        retryDelays = List.copyOf(retryDelays);
        if (tries < 1) {
            throw new IllegalArgumentException("the first try counts: " + failureClass);
        }
    }
}
