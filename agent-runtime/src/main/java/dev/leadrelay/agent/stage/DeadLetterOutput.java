package dev.leadrelay.agent.stage;

import dev.leadrelay.agent.worker.Outputs;
import dev.leadrelay.schemas.Fingerprints;
import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.OriginalRecord;
import dev.leadrelay.schemas.records.RecordHeader;
import dev.leadrelay.schemas.records.Stage;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Dead letters of records that cannot be used: the original bytes verbatim. Thread-safe. */
final class DeadLetterOutput {
    private final Stage stage;
    private final String topic;
    private final Patience codec;
    private final OutputHeaders headers;
    private final Clock clock;

    DeadLetterOutput(Stage stage, String topic, Patience codec, OutputHeaders headers, Clock clock) {
        this.stage = stage;
        this.topic = topic;
        this.codec = codec;
        this.headers = headers;
        this.clock = clock;
    }

    /** The dead letter of a record, its only output: without a usable header there is no attempt to log. */
    Outputs of(ConsumerRecord<byte[], byte[]> record, FailureClass failureClass, String message)
            throws InterruptedException {
        return outputs(record, failureClass, message, record.value());
    }

    /** The same without the value, for one that the broker refused with it; the record still is where it was read. */
    Outputs withoutValue(ConsumerRecord<byte[], byte[]> record, FailureClass failureClass, String message)
            throws InterruptedException {
        String where = " (its bytes are at offset " + record.offset() + " of partition " + record.partition() + " of "
                + record.topic() + ")";
        return outputs(record, failureClass, message + where, null);
    }

    private Outputs outputs(
            ConsumerRecord<byte[], byte[]> record, FailureClass failureClass, String message, byte @Nullable [] value)
            throws InterruptedException {
        String text = Shortened.of(message, 1_000);
        DeadLetter letter = DeadLetter.newBuilder()
                .setDeadLetterId(Identifiers.deadLetterId(record.topic(), record.partition(), record.offset()))
                .setStage(stage)
                .setFailureClass(failureClass)
                .setMessage(text)
                .setFingerprint(Fingerprints.of(stage, failureClass, text))
                .setOriginal(original(record, value))
                .setParkedAt(clock.instant())
                .build();
        byte[] bytes = codec.encode(topic, letter);
        return new Outputs(List.of(new ProducerRecord<>(
                topic,
                null,
                record.key(),
                bytes,
                headers.of(record.headers(), letter.getDeadLetterId(), DeadLetter.class.getName()))));
    }

    private static OriginalRecord original(ConsumerRecord<byte[], byte[]> record, byte @Nullable [] value) {
        List<RecordHeader> headers = new ArrayList<>();
        for (Header header : record.headers()) {
            headers.add(RecordHeader.newBuilder()
                    .setName(header.key())
                    .setValue(buffer(header.value()))
                    .build());
        }
        return OriginalRecord.newBuilder()
                .setTopic(record.topic())
                .setPartition(record.partition())
                .setOffset(record.offset())
                .setTimestamp(Instant.ofEpochMilli(record.timestamp()))
                .setKey(buffer(record.key()))
                .setValue(buffer(value))
                .setHeaders(headers)
                .build();
    }

    private static @Nullable ByteBuffer buffer(byte @Nullable [] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes);
    }
}
