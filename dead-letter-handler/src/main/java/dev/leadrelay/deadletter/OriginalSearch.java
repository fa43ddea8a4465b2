package dev.leadrelay.deadletter;

import dev.leadrelay.schemas.records.OriginalRecord;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Finds a record by where it stands. Thread-safe. */
final class OriginalSearch {
    private static final Duration ASK = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Supplier<Consumer<byte[], byte[]>> consumers;

    OriginalSearch(Supplier<Consumer<byte[], byte[]>> consumers) {
        this.consumers = consumers;
    }

    /**
     * The value of an original record: as it was kept, else as it stands in its topic; empty when it is nowhere to be had.
     *
     * @throws org.apache.kafka.common.KafkaException when the brokers do not answer
     */
    Optional<byte[]> value(OriginalRecord original) {
        byte[] kept = DecisionRecords.bytes(original.getValue());
        if (kept != null) {
            return Optional.of(kept);
        }
        return stands(original)
                ? find(original.getTopic(), original.getPartition(), original.getOffset())
                        .map(ConsumerRecord::value)
                : Optional.empty();
    }

    /** True when it is said where the record stands in its topic. */
    static boolean stands(OriginalRecord original) {
        return original.getPartition() >= 0 && original.getOffset() >= 0;
    }

    /**
     * The record at that offset; empty when the topic does not hold it any more.
     *
     * @throws org.apache.kafka.common.KafkaException when the brokers do not answer
     */
    Optional<ConsumerRecord<byte[], byte[]>> find(String topic, int partition, long offset) {
        TopicPartition there = new TopicPartition(topic, partition);
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            consumer.assign(Set.of(there));
            long first = consumer.beginningOffsets(Set.of(there), ASK).getOrDefault(there, 0L);
            long end = consumer.endOffsets(Set.of(there), ASK).getOrDefault(there, 0L);
            if (offset < first || offset >= end) {
                return Optional.empty();
            }
            consumer.seek(there, offset);
            long deadline = System.nanoTime() + ASK.toNanos();
            while (System.nanoTime() < deadline && consumer.position(there, ASK) <= offset) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    return record.offset() == offset ? Optional.of(record) : Optional.empty();
                }
            }
            return Optional.empty();
        }
    }
}
