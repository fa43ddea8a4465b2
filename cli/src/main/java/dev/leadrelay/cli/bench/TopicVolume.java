package dev.leadrelay.cli.bench;

import dev.leadrelay.cli.access.Cluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Records and bytes in all topics of a broker but Kafka's own, changelogs and repartition topics included; control records
 * are not counted.
 *
 * @param records records by topic
 * @param bytes uncompressed bytes of keys, values and headers by topic
 */
record TopicVolume(Map<String, Long> records, Map<String, Long> bytes) {

    static TopicVolume read(Cluster cluster) {
        Map<String, Long> records = new TreeMap<>();
        Map<String, Long> bytes = new TreeMap<>();
        try (Consumer<byte[], byte[]> consumer = cluster.kafka().consumer(Map.of("max.poll.records", "5000"))) {
            List<TopicPartition> partitions = new ArrayList<>();
            consumer.listTopics().forEach((topic, infos) -> {
                if (!topic.startsWith("__")) {
                    infos.forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
                }
            });
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    records.merge(record.topic(), 1L, Long::sum);
                    bytes.merge(record.topic(), size(record), Long::sum);
                }
            }
        }
        return new TopicVolume(records, bytes);
    }

    long totalRecords() {
        return records.values().stream().mapToLong(Long::longValue).sum();
    }

    long totalBytes() {
        return bytes.values().stream().mapToLong(Long::longValue).sum();
    }

    private static long size(ConsumerRecord<byte[], byte[]> record) {
        long size = (long) Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
        for (org.apache.kafka.common.header.Header header : record.headers()) {
            size += header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        return size;
    }
}
