package dev.leadrelay.orchestrator.topology;

import dev.leadrelay.schemas.records.OriginalRecord;
import dev.leadrelay.schemas.records.RecordHeader;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * A record as it was read, with where it was read from.
 *
 * @param record key and value may be null
 */
record Arrival(Record<byte[], byte[]> record, String topic, int partition, long offset) {

    static Arrival of(Record<byte[], byte[]> record, ProcessingContext context) {
        RecordMetadata metadata = context.recordMetadata()
                .orElseThrow(() -> new IllegalStateException("a record without topic and offset"));
        return new Arrival(record, metadata.topic(), metadata.partition(), metadata.offset());
    }

    /** Where it stands in Kafka, unique for ever. */
    String origin() {
        return topic + "-" + partition + "-" + offset;
    }

    /** Everything of it, verbatim. */
    OriginalRecord original() {
        return new OriginalRecord(
                topic,
                partition,
                offset,
                Instant.ofEpochMilli(record.timestamp()),
                buffer(record.key()),
                buffer(record.value()),
                headers());
    }

    /** Where it stands in Kafka; key and value are left out, for they can be read there. */
    OriginalRecord coordinates() {
        return new OriginalRecord(
                topic, partition, offset, Instant.ofEpochMilli(record.timestamp()), null, null, List.of());
    }

    private List<RecordHeader> headers() {
        List<RecordHeader> headers = new ArrayList<>();
        for (Header header : record.headers()) {
            headers.add(new RecordHeader(header.key(), buffer(header.value())));
        }
        return headers;
    }

    private static @Nullable ByteBuffer buffer(byte @Nullable [] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes);
    }
}
