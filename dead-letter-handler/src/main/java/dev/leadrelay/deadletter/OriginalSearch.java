package dev.leadrelay.deadletter;

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
