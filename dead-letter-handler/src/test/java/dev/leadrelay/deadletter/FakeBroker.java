package dev.leadrelay.deadletter;

import dev.leadrelay.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Topics of one partition each in memory, behind Kafka's own mock clients. Thread-safe. */
final class FakeBroker {
    private static final long IDLE_NANOS = 2_000_000;

    private final Map<String, List<ConsumerRecord<byte[], byte[]>>> topics = new TreeMap<>();
    private final List<LogConsumer> consumers = new ArrayList<>();
    final AtomicReference<RuntimeException> commitFailure = new AtomicReference<>();

    FakeBroker() {
        for (Topic topic : Samples.TOPICS.all()) {
            topics.put(topic.name(), new ArrayList<>());
        }
    }

    synchronized void remove(String topic) {
        topics.remove(topic);
    }

    synchronized void create(String topic) {
        topics.put(topic, new ArrayList<>());
        TopicPartition partition = new TopicPartition(topic, 0);
        consumers.forEach(consumer -> consumer.updateBeginningOffsets(Map.of(partition, 0L)));
        consumers.forEach(consumer -> consumer.updateEndOffsets(Map.of(partition, 0L)));
    }

    void add(String topic, String key, byte[] value) {
        add(topic, key, value, Samples.NOON);
    }

    void add(String topic, String key, byte[] value, long timestamp) {
        append(
                topic,
                key.getBytes(StandardCharsets.UTF_8),
                value,
                timestamp,
                new org.apache.kafka.common.header.internals.RecordHeaders());
    }

    /** Adds a record with headers. */
    void add(String topic, byte[] key, byte[] value, Headers headers) {
        append(topic, key, value, Samples.NOON, headers);
    }

    synchronized List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        return List.copyOf(topics.getOrDefault(topic, List.of()));
    }

    synchronized Consumer<byte[], byte[]> consumer() {
        LogConsumer consumer = new LogConsumer();
        topics.forEach((topic, log) -> {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.updatePartitions(topic, List.of(new PartitionInfo(topic, 0, null, null, null)));
            consumer.updateBeginningOffsets(Map.of(partition, 0L));
            consumer.updateEndOffsets(Map.of(partition, (long) log.size()));
        });
        consumers.add(consumer);
        return consumer;
    }

    Producer<byte[], byte[]> producer() {
        return new LogProducer();
    }

    Map<TopicPartition, Long> ends(String topic) {
        return Map.of(new TopicPartition(topic, 0), (long) records(topic).size());
    }

    private synchronized void append(String topic, byte[] key, byte[] value, long timestamp, Headers headers) {
        List<ConsumerRecord<byte[], byte[]>> log = topics.get(topic);
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                topic,
                0,
                log.size(),
                timestamp,
                TimestampType.CREATE_TIME,
                0,
                0,
                key,
                value,
                headers,
                Optional.empty());
        log.add(record);
        consumers.removeIf(MockConsumer::closed);
        consumers.forEach(consumer -> consumer.arrived(record));
    }

    private final class LogConsumer extends MockConsumer<byte[], byte[]> {
        LogConsumer() {
            super("earliest");
        }

        @Override
        public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
            if (records.isEmpty()) {
                // The mock never waits; without this its reader would take a core.
                LockSupport.parkNanos(IDLE_NANOS);
            }
            return records;
        }

        void arrived(ConsumerRecord<byte[], byte[]> record) {
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            updateEndOffsets(Map.of(partition, record.offset() + 1));
            if (assignment().contains(partition)) {
                addRecord(record);
            }
        }

        @Override
        public void assign(Collection<TopicPartition> partitions) {
            synchronized (FakeBroker.this) {
                super.assign(partitions);
                partitions.forEach(partition -> records(partition.topic()).forEach(this::addRecord));
            }
        }

        /** The mock forgets what it has given; whoever goes back wants it once more. */
        @Override
        public void seekToBeginning(Collection<TopicPartition> partitions) {
            synchronized (FakeBroker.this) {
                super.seekToBeginning(partitions);
                partitions.forEach(partition -> records(partition.topic()).forEach(this::addRecord));
            }
        }

        @Override
        public List<PartitionInfo> partitionsFor(String topic, Duration timeout) {
            synchronized (FakeBroker.this) {
                return topics.containsKey(topic) ? List.of(new PartitionInfo(topic, 0, null, null, null)) : null;
            }
        }

        @Override
        public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
                Map<TopicPartition, Long> times, Duration timeout) {
            Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
            times.forEach((partition, time) -> found.put(
                    partition,
                    records(partition.topic()).stream()
                            .filter(record -> record.timestamp() >= time)
                            .findFirst()
                            .map(record -> new OffsetAndTimestamp(record.offset(), record.timestamp()))
                            .orElse(null)));
            return found;
        }
    }

    private final class LogProducer extends MockProducer<byte[], byte[]> {
        private int taken;

        LogProducer() {
            super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public void commitTransaction() {
            RuntimeException failure = commitFailure.getAndSet(null);
            if (failure != null) {
                throw failure;
            }
            super.commitTransaction();
            List<ProducerRecord<byte[], byte[]>> history = history();
            for (ProducerRecord<byte[], byte[]> record : history.subList(taken, history.size())) {
                append(record.topic(), record.key(), record.value(), Samples.NOON, record.headers());
            }
            taken = history.size();
        }
    }
}
