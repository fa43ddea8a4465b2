package dev.leadrelay.cli.bench;

import dev.leadrelay.cli.access.Cluster;
import dev.leadrelay.schemas.TopicCreation;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** The bare transactional consume-and-produce loop on the same broker: what any pipeline on it cannot exceed. */
final class RawCeiling {
    private static final int RECORDS = 100_000;
    private static final int BYTES = 1_000;
    private static final int PARTITIONS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private RawCeiling() {}

    /** Records per second from one topic to another, in transactions of what a poll returns. */
    static double recordsPerSecond(Cluster cluster) throws InterruptedException {
        String in = "bench.raw.in." + UUID.randomUUID();
        String out = "bench.raw.out." + UUID.randomUUID();
        try (Admin admin = cluster.kafka().admin()) {
            TopicCreation.create(admin, new NewTopic(in, PARTITIONS, (short) 1), PATIENCE);
            TopicCreation.create(admin, new NewTopic(out, PARTITIONS, (short) 1), PATIENCE);
            fill(cluster, in);
            long begin = System.nanoTime();
            copy(cluster, in, out);
            double seconds = (System.nanoTime() - begin) / 1e9;
            admin.deleteTopics(List.of(in, out)).all().get();
            return RECORDS / seconds;
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException("the raw measurement failed", e.getCause());
        }
    }

    private static void fill(Cluster cluster, String topic) {
        byte[] value = new byte[BYTES];
        new java.util.Random(1).nextBytes(value);
        try (Producer<byte[], byte[]> producer = cluster.kafka().producer(Map.of("linger.ms", "5"))) {
            for (int i = 0; i < RECORDS; i++) {
                producer.send(new ProducerRecord<>(topic, i % PARTITIONS, null, value));
            }
        }
    }

    private static void copy(Cluster cluster, String in, String out) {
        Map<String, Object> group = Map.of("group.id", "bench-raw-" + UUID.randomUUID(), "max.poll.records", "2000");
        Map<String, Object> transactional = Map.of("transactional.id", "bench-raw-" + UUID.randomUUID());
        try (Consumer<byte[], byte[]> consumer = cluster.kafka().consumer(group);
                Producer<byte[], byte[]> producer = cluster.kafka().producer(transactional)) {
            producer.initTransactions();
            consumer.subscribe(List.of(in));
            int copied = 0;
            while (copied < RECORDS) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(100));
                if (records.isEmpty()) {
                    continue;
                }
                producer.beginTransaction();
                Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    producer.send(new ProducerRecord<>(out, record.partition(), record.key(), record.value()));
                    positions.put(
                            new TopicPartition(in, record.partition()), new OffsetAndMetadata(record.offset() + 1));
                }
                producer.sendOffsetsToTransaction(positions, consumer.groupMetadata());
                producer.commitTransaction();
                copied += records.count();
            }
        }
    }
}
