package dev.leadrelay.deadletter;

import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.RecordHeaders;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.DecisionKind;
import dev.leadrelay.schemas.records.OriginalRecord;
import dev.leadrelay.schemas.records.TriageDecision;
import dev.leadrelay.schemas.serde.RecordCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** Makes the records that a decision consists of. Thread-safe. */
final class DecisionRecords {
    private static final String SOURCE = "/leadrelay/dead-letter-handler";

    private final String topic;
    private final RecordCodec codec;
    private final OriginalSearch originals;

    /** @param topic name of the decisions' topic */
    DecisionRecords(String topic, RecordCodec codec, OriginalSearch originals) {
        this.topic = topic;
        this.codec = codec;
        this.originals = originals;
    }

    /** @param earlier number of decisions on the dead letter so far */
    static TriageDecision decision(DeadLetter letter, DecisionRequest request, int earlier, Instant now) {
        ContentHashes hashes = ContentHashes.of(letter, request.kind(), DecisionContent.NONE);
        return decision(letter, request, DecisionContent.NONE, hashes, earlier, now);
    }

    /** The same with what it hands to the orchestrator, and with what it changes. */
    static TriageDecision decision(
            DeadLetter letter,
            DecisionRequest request,
            DecisionContent content,
            ContentHashes hashes,
            int earlier,
            Instant now) {
        String kind = request.kind().name();
        return TriageDecision.newBuilder()
                .setDecisionId(Identifiers.shortHash(letter.getDeadLetterId(), kind, Integer.toString(earlier)))
                .setDeadLetterId(letter.getDeadLetterId())
                .setLeadKey(letter.getLeadKey())
                .setListId(letter.getListId())
                .setLeadId(letter.getLeadId())
                .setStage(letter.getStage())
                .setAttempt(letter.getAttempt())
                .setKind(request.kind())
                .setReason(request.reason())
                .setRaiseTokens(request.raiseTokens())
                .setRaiseCostMicros(request.raiseCostMicros())
                .setDecidedBy(request.by())
                .setByPolicy(request.byPolicy())
                .setDecidedAt(now)
                .setInput(content.input())
                .setCandidate(content.candidate())
                .setWaived(content.waived())
                .setContentHashBefore(hashes.before())
                .setContentHashAfter(hashes.after())
                .build();
    }

    /**
     * The record of the decision; keyed by the dead letter where there is no lead.
     *
     * @throws dev.leadrelay.schemas.serde.RegistryUnavailableException when it cannot be encoded now
     */
    ProducerRecord<byte[], byte[]> record(TriageDecision decision) {
        String key = decision.getLeadKey() == null ? decision.getDeadLetterId() : decision.getLeadKey();
        return new ProducerRecord<>(topic, null, utf8(key), codec.encode(topic, decision), headers(decision));
    }

    /**
     * The original record once more, for its own topic; empty when its bytes are nowhere to be had.
     *
     * @throws org.apache.kafka.common.KafkaException when the brokers do not answer
     */
    Optional<ProducerRecord<byte[], byte[]>> reinjected(DeadLetter letter) {
        OriginalRecord original = letter.getOriginal();
        if (original == null) {
            return Optional.empty();
        }
        if (original.getValue() == null && !OriginalSearch.stands(original)) {
            return Optional.empty();
        }
        if (original.getValue() == null) {
            // Only its coordinates were kept, for it stands in its topic.
            return originals
                    .find(original.getTopic(), original.getPartition(), original.getOffset())
                    .map(found -> again(letter, found.topic(), found.key(), found.value(), found.headers()));
        }
        List<Header> headers = new ArrayList<>();
        original.getHeaders()
                .forEach(header -> headers.add(new RecordHeader(header.getName(), bytes(header.getValue()))));
        return Optional.of(
                again(letter, original.getTopic(), bytes(original.getKey()), bytes(original.getValue()), headers));
    }

    /** True when the decision writes the original record again. */
    static boolean reinjects(DeadLetter letter, DecisionKind kind) {
        return letter.getLeadKey() == null && kind == DecisionKind.RETRY;
    }

    private static ProducerRecord<byte[], byte[]> again(
            DeadLetter letter, String topic, byte @Nullable [] key, byte @Nullable [] value, Iterable<Header> headers) {
        return new ProducerRecord<>(topic, null, key, value, ReplayHeaders.of(headers, letter.getDeadLetterId()));
    }

    private static List<Header> headers(TriageDecision decision) {
        return List.of(
                new RecordHeader(RecordHeaders.CE_SPEC_VERSION, utf8(RecordHeaders.SPEC_VERSION)),
                new RecordHeader(RecordHeaders.CE_ID, utf8(decision.getDecisionId())),
                new RecordHeader(RecordHeaders.CE_SOURCE, utf8(SOURCE)),
                new RecordHeader(RecordHeaders.CE_TYPE, utf8("dev.leadrelay.TriageDecision")),
                new RecordHeader(RecordHeaders.CONTENT_TYPE, utf8(RecordHeaders.AVRO)));
    }

    static byte @Nullable [] bytes(@Nullable ByteBuffer buffer) {
        if (buffer == null) {
            return null;
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
