package dev.leadrelay.agent.worker;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Real clients of a broker for tests. */
final class TestClients {
    private TestClients() {}

    static WorkerClients of(String bootstrap) {
        Map<String, Object> common = Map.of("bootstrap.servers", bootstrap);
        return new WorkerClients(
                overrides -> new KafkaConsumer<>(
                        merged(common, overrides), new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                overrides -> new KafkaProducer<>(
                        merged(common, overrides), new ByteArraySerializer(), new ByteArraySerializer()),
                () -> Admin.create(common));
    }

    private static Map<String, Object> merged(Map<String, ?> common, Map<String, ?> overrides) {
        Map<String, Object> all = new HashMap<>(common);
        all.putAll(overrides);
        return all;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Produces records 0 to count - 1 and waits for all of them. */
    static void produce(String bootstrap, String topic, int count, IntFunction<String> value)
            throws ExecutionException, InterruptedException {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap, "linger.ms", 20);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<?>> sent = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                sent.add(producer.send(new ProducerRecord<>(topic, bytes("k" + i), bytes(value.apply(i)))));
            }
            for (Future<?> one : sent) {
                one.get();
            }
        }
    }

    /** Produces records 0 to count - 1, each in a transaction of its own. */
    static void produceInTransactions(String bootstrap, String topic, int count) {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap, "transactional.id", topic + "-producer");
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            for (int i = 0; i < count; i++) {
                producer.beginTransaction();
                producer.send(new ProducerRecord<>(topic, bytes("k" + i), bytes("v" + i)));
                producer.commitTransaction();
            }
        }
    }

    /** Everything committed in a topic until now. */
    static List<ConsumerRecord<byte[], byte[]>> readCommitted(String bootstrap, String topic) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", bootstrap, "isolation.level", "read_committed", "enable.auto.commit", false);
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
            }
        }
        return all;
    }
}
