package dev.leadrelay.orchestrator.topology;

import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.Topic;
import dev.leadrelay.schemas.Topics;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.Stage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Encodes what a processor sends and hands it on. Encoding comes first, so that a record that cannot be sent is known
 * before anything of its step has happened. One per task; not thread-safe.
 */
final class Sink {
    /** What a batch adds to its only record, key and headers included. */
    private static final int HEADROOM = 4_096;

    private final ProcessorContext<byte[], Outgoing> context;
    private final PatientCodec codec;
    private final Topics topics;
    private final TopologyMetrics metrics;
    private final int maxBytes;
    private long sent;

    Sink(ProcessorContext<byte[], Outgoing> context, Environment environment) {
        this.context = context;
        this.codec = environment.codec();
        this.topics = environment.topics();
        this.metrics = environment.metrics();
        this.maxBytes = environment.maxMessageBytes();
    }

    /**
     * A record, encoded but not sent.
     *
     * @param cause headers of the record that caused it; null for a timer
     * @throws OversizeException when the broker would refuse it
     */
    Record<byte[], Outgoing> encode(Topic topic, String key, SpecificRecord value, @Nullable Headers cause) {
        return encode(topic, key.getBytes(StandardCharsets.UTF_8), key, value, cause);
    }

    /**
     * As above, for a record whose key is not text.
     *
     * @param subject what its trace is named after
     */
    Record<byte[], Outgoing> encode(
            Topic topic, byte @Nullable [] key, String subject, SpecificRecord value, @Nullable Headers cause) {
        byte[] bytes = codec.encode(topic.name(), value);
        int limit = (topic.large() ? 2 * maxBytes : maxBytes) - HEADROOM;
        if (bytes.length > limit) {
            throw new OversizeException(topic.name(), bytes.length, limit);
        }
        String type = value.getSchema().getName();
        return outgoing(topic.name(), key, bytes, HandoffHeaders.of(newId(subject, type), type, cause, subject));
    }

    private String newId(String key, String type) {
        return Identifiers.shortHash(
                "event",
                key,
                type,
                Long.toString(context.currentSystemTimeMs()),
                context.taskId().toString(),
                Long.toString(sent++));
    }

    void send(Record<byte[], Outgoing> record) {
        context.forward(record);
    }

    /** Sends a record of the internal intake topic to the list's owner. */
    void sendIntake(String listId, byte[] value, Arrival cause) {
        byte[] key = listId.getBytes(StandardCharsets.UTF_8);
        context.forward(outgoing(Outgoing.INTAKE, key, value, cause.record().headers()));
    }

    /** Sends a record as it came to the partition of another key. */
    void forwardTo(Topic topic, String key, Arrival arrival) {
        Headers headers = HandoffHeaders.forwarded(arrival.record().headers(), arrival.topic());
        byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
        context.forward(outgoing(topic.name(), keyBytes, arrival.record().value(), headers));
        metrics.forwarded(topic.name());
    }

    /** Puts a record that belongs to no known lead aside, verbatim, under its own key. */
    void unusable(Arrival arrival, Stage stage, FailureClass failureClass, String reason) {
        DeadLetter letter = UnusableRecord.deadLetter(
                arrival, stage, failureClass, reason, Instant.ofEpochMilli(context.currentSystemTimeMs()));
        Topic topic = topics.deadLetters(stage);
        byte[] bytes = codec.encode(topic.name(), letter);
        Headers headers = HandoffHeaders.of(
                letter.getDeadLetterId(), "DeadLetter", arrival.record().headers(), arrival.origin());
        context.forward(outgoing(topic.name(), arrival.record().key(), bytes, headers));
        metrics.deadLetter(stage, failureClass);
    }

    private Record<byte[], Outgoing> outgoing(String topic, byte @Nullable [] key, byte[] value, Headers headers) {
        return new Record<>(key, new Outgoing(topic, value), context.currentSystemTimeMs(), headers);
    }
}
