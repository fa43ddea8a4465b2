package dev.leadrelay.orchestrator.topology;

import dev.leadrelay.schemas.Fingerprints;
import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.Stage;
import java.time.Instant;

/** Makes the dead letter of a record that belongs to no known lead: it carries the record verbatim. */
final class UnusableRecord {
    private static final int LONGEST_MESSAGE = 500;

    private UnusableRecord() {}

    static DeadLetter deadLetter(Arrival arrival, Stage stage, FailureClass failureClass, String reason, Instant now) {
        String message = reason.length() > LONGEST_MESSAGE ? reason.substring(0, LONGEST_MESSAGE) : reason;
        return DeadLetter.newBuilder()
                .setDeadLetterId(Identifiers.deadLetterId(arrival.topic(), arrival.partition(), arrival.offset()))
                .setStage(stage)
                .setFailureClass(failureClass)
                .setMessage(message)
                .setFingerprint(Fingerprints.of(stage, failureClass, message))
                .setOriginal(arrival.original())
                .setParkedAt(now)
                .build();
    }
}
