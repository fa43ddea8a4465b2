package dev.leadrelay.orchestrator.topology;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Takes a record's own time unless it is impossible, in which case now stands in: a producer with a wrong clock must
 * neither stop the pipeline nor have records written that brokers refuse as coming from the future.
 */
final class SaneTimestamps implements TimestampExtractor {
    private static final long TOLERANCE_MILLIS = 60_000;

    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        long now = System.currentTimeMillis();
        long timestamp = record.timestamp();
        return timestamp < 0 || timestamp > now + TOLERANCE_MILLIS ? now : timestamp;
    }
}
