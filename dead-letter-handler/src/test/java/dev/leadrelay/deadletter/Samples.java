package dev.leadrelay.deadletter;

import dev.leadrelay.schemas.Fingerprints;
import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.Topics;
import dev.leadrelay.schemas.records.AgentState;
import dev.leadrelay.schemas.records.AgentStatus;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.DecisionKind;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.LeadResult;
import dev.leadrelay.schemas.records.LeadStatus;
import dev.leadrelay.schemas.records.ListProgress;
import dev.leadrelay.schemas.records.OriginalRecord;
import dev.leadrelay.schemas.records.OutcomeKind;
import dev.leadrelay.schemas.records.RecordHeader;
import dev.leadrelay.schemas.records.Severity;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.TriageDecision;
import dev.leadrelay.schemas.records.TriageOutcome;
import dev.leadrelay.schemas.records.Usage;
import dev.leadrelay.schemas.records.Violation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records for tests. */
final class Samples {
    static final Topics TOPICS = new Topics("");
    static final long NOON = Instant.parse("2026-05-04T12:00:00Z").toEpochMilli();

    private Samples() {}

    /** Dead letter of a parked lead; the number makes it distinct and later. */
    static DeadLetter parked(int number) {
        return parked(number, Stage.WRITER, FailureClass.OUTPUT_REJECTED, "the draft names 'Person " + number + "'");
    }

    static DeadLetter parked(int number, Stage stage, FailureClass failureClass, String message) {
        String leadKey = Identifiers.leadKey("list-" + number % 3, "lead-" + number);
        return DeadLetter.newBuilder()
                .setDeadLetterId(Identifiers.deadLetterId(leadKey, stage, 1))
                .setStage(stage)
                .setFailureClass(failureClass)
                .setMessage(message)
                .setViolations(List.of(new Violation("draft.name", "/body", message, Severity.REJECT)))
                .setFingerprint(Fingerprints.of(stage, failureClass, message))
                .setLeadKey(leadKey)
                .setListId("list-" + number % 3)
                .setLeadId("lead-" + number)
                .setAttempt(1)
                .setCandidate("Dear Sir")
                .setRunId("run-" + number)
                .setParkedAt(Instant.ofEpochMilli(NOON + number * 1000L))
                .build();
    }

    /** The next dead letter of the lead of another. */
    static DeadLetter parkedAgain(DeadLetter before) {
        return DeadLetter.newBuilder(before)
                .setDeadLetterId("the-next-one")
                .setAttempt(before.getAttempt() + 1)
                .setParkedAt(before.getParkedAt().plusSeconds(500))
                .build();
    }

    /** Dead letter of a record that belongs to no known lead. */
    static DeadLetter stray(int number, byte[] value) {
        return DeadLetter.newBuilder()
                .setDeadLetterId(Identifiers.deadLetterId("leads.lists", 1, number))
                .setStage(Stage.LISTS)
                .setFailureClass(FailureClass.MALFORMED_RECORD)
                .setMessage("no list of leads")
                .setFingerprint(Fingerprints.of(Stage.LISTS, FailureClass.MALFORMED_RECORD, "no list of leads"))
                .setOriginal(OriginalRecord.newBuilder()
                        .setTopic("leads.lists")
                        .setPartition(1)
                        .setOffset(number)
                        .setTimestamp(Instant.ofEpochMilli(NOON))
                        .setKey(ByteBuffer.wrap("some-key".getBytes(StandardCharsets.UTF_8)))
                        .setValue(value == null ? null : ByteBuffer.wrap(value))
                        .setHeaders(List.of(
                                new RecordHeader("source", ByteBuffer.wrap(new byte[] {1, 2})),
                                new RecordHeader("nothing", null),
                                new RecordHeader("leadrelay-forwarded", ByteBuffer.wrap(new byte[] {3})),
                                new RecordHeader("__streams.errors.exception", ByteBuffer.wrap(new byte[] {4}))))
                        .build())
                .setParkedAt(Instant.ofEpochMilli(NOON + number))
                .build();
    }

    static TriageDecision decision(DeadLetter letter, DecisionKind kind, int earlier) {
        DecisionRequest request = new DecisionRequest(letter.getDeadLetterId(), kind, "because", "ann", false);
        return DecisionRecords.decision(letter, request, earlier, Instant.ofEpochMilli(NOON + 60_000L + earlier));
    }

    static TriageOutcome outcome(TriageDecision decision, OutcomeKind kind, String reason) {
        return new TriageOutcome(
                decision.getDecisionId(),
                decision.getDeadLetterId(),
                decision.getLeadKey(),
                kind,
                reason,
                decision.getDecidedAt().plusSeconds(1));
    }

    /** How the lead of a dead letter ended, so many seconds after it was parked. */
    static LeadResult result(DeadLetter letter, LeadStatus status, @Nullable String reason, int seconds) {
        return LeadResult.newBuilder()
                .setLeadKey(letter.getLeadKey())
                .setListId(letter.getListId())
                .setLeadId(letter.getLeadId())
                .setStatus(status)
                .setReason(reason)
                .setLead(Lead.newBuilder().setLeadId(letter.getLeadId()).build())
                .setVerdicts(List.of())
                .setProvenance(List.of())
                .setUsage(new Usage(3, 100L, 50L, 7_000L))
                .setAttempts(3)
                .setSimulated(true)
                .setEndedAt(letter.getParkedAt().plusSeconds(seconds))
                .build();
    }

    /** A list whose other leads are queued. */
    static ListProgress progress(String list, long accepted, long delivered, long disqualified, long parked) {
        Instant now = Instant.ofEpochMilli(NOON);
        return ListProgress.newBuilder()
                .setListId(list)
                .setSource("test")
                .setAccepted(accepted)
                .setDelivered(delivered)
                .setDisqualified(disqualified)
                .setDiscarded(0)
                .setParked(parked)
                .setActive(0)
                .setQueued(accepted - delivered - disqualified - parked)
                .setDuplicates(0)
                .setUnattributed(0)
                .setBalanced(true)
                .setComplete(accepted == delivered)
                .setSettled(false)
                .setCancelled(false)
                .setPartsReceived(1)
                .setWindow(50)
                .setModelCalls(1)
                .setTokens(1)
                .setSpentMicros(1_500_000)
                .setReservedMicros(0)
                .setSubmittedAt(now)
                .setUpdatedAt(now)
                .build();
    }

    /** An agent of research. */
    static AgentStatus agent(String instance, AgentState state, @Nullable String reason, long at) {
        return AgentStatus.newBuilder()
                .setStage(Stage.RESEARCH)
                .setInstance(instance)
                .setState(state)
                .setReason(reason)
                .setInFlight(3)
                .setCapacity(10)
                .setBacklog(5)
                .setDone(7L)
                .setVersion("1")
                .setIntervalMillis(2_000)
                .setStartedAt(Instant.ofEpochMilli(at))
                .setAt(Instant.ofEpochMilli(at))
                .build();
    }

    static Fact fact(LeadResult result, int partition, long offset) {
        Source source = new Source(TOPICS.leadResults().name(), partition, offset, NOON);
        return new Fact.Ended(source, LeadEndRows.of(source, result));
    }

    static Fact fact(DeadLetter letter, int partition, long offset) {
        String topic = TOPICS.deadLetters(letter.getStage()).name();
        return new Fact.Letter(new Source(topic, partition, offset, NOON), letter);
    }

    static Fact fact(TriageDecision decision, int partition, long offset) {
        return new Fact.Decision(new Source(TOPICS.triageDecisions().name(), partition, offset, NOON), decision);
    }

    static Fact fact(TriageOutcome outcome, int partition, long offset) {
        return new Fact.Outcome(new Source(TOPICS.triageOutcomes().name(), partition, offset, NOON), outcome);
    }
}
