package dev.leadrelay.orchestrator.lead;

import dev.leadrelay.schemas.Fingerprints;
import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.OriginalRecord;
import dev.leadrelay.schemas.records.Severity;
import dev.leadrelay.schemas.records.Violation;
import java.time.Instant;
import java.util.List;

/** Answers that belong to no known lead: they become dead letters outside the ledger. */
final class StrayAnswers {
    private StrayAnswers() {}

    static List<LeadEffect> unknownLead(String leadKey, LeadInput.Answered answered, Instant now) {
        return deadLetter(
                answered,
                now,
                "answer.unknown-lead",
                "the answer is about '" + leadKey + "', which no list has brought");
    }

    static List<LeadEffect> otherLead(String leadKey, LeadInput.Answered answered, Instant now) {
        String named = Identifiers.leadKey(answered.answer().header());
        return deadLetter(
                answered,
                now,
                "answer.key",
                "the answer has the key '" + leadKey + "' but its header names '" + named + "'");
    }

    private static List<LeadEffect> deadLetter(LeadInput.Answered answered, Instant now, String code, String message) {
        StageAnswer answer = answered.answer();
        OriginalRecord original = answered.original().get();
        FailureClass failureClass = FailureClass.CONTRACT_VIOLATION;
        DeadLetter deadLetter = DeadLetter.newBuilder()
                .setDeadLetterId(
                        Identifiers.deadLetterId(original.getTopic(), original.getPartition(), original.getOffset()))
                .setStage(answer.stage())
                .setFailureClass(failureClass)
                .setMessage(message)
                .setViolations(List.of(new Violation(code, "/header", message, Severity.REJECT)))
                .setFingerprint(Fingerprints.of(answer.stage(), failureClass, message))
                .setOriginal(original)
                .setRunId(answer.provenance().getRunId())
                .setUsage(answer.usage())
                .setParkedAt(now)
                .build();
        return List.of(new LeadEffect.Counted(code, answer.stage()), new LeadEffect.DeadLettered(deadLetter));
    }
}
