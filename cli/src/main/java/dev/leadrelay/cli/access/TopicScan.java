package dev.leadrelay.cli.access;

import dev.leadrelay.schemas.Topic;
import dev.leadrelay.schemas.serde.Decoded;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Reads a topic from its beginning to what was its end when the scan began; committed records only. */
public final class TopicScan {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Cluster cluster;

    public TopicScan(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * Hands each record of a topic to a sink, in order within a partition. Records that cannot be decoded are passed over:
     * they are somebody's dead letters already.
     *
     * @param keys which keys are wanted; the others are not decoded
     */
    public <T extends SpecificRecord> void read(
            Topic topic, Class<T> type, Predicate<String> keys, BiConsumer<String, T> sink) {
        each(topic, keys, (key, value) -> {
            if (value != null
                    && cluster.codec().decode(topic.name(), value, type) instanceof Decoded.Value<T> present) {
                sink.accept(key, present.value());
            }
        });
    }

    /**
     * The latest record of each key of a compacted topic; a key that ends in a tombstone has none.
     *
     * @param keys which keys are wanted
     */
    public <T extends SpecificRecord> SortedMap<String, T> latest(Topic topic, Class<T> type, Predicate<String> keys) {
        SortedMap<String, T> latest = new TreeMap<>();
        each(topic, keys, (key, value) -> {
            if (value == null) {
                latest.remove(key);
            } else if (cluster.codec().decode(topic.name(), value, type) instanceof Decoded.Value<T> present) {
                latest.put(key, present.value());
            }
        });
        return latest;
    }

    private interface Sink {
        void accept(String key, byte @Nullable [] value);
    }

    private void each(Topic topic, Predicate<String> keys, Sink sink) {
        try (Consumer<byte[], byte[]> consumer = cluster.kafka().consumer(Map.of("max.poll.records", "2000"))) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
            while (!reached(consumer, ends)) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
                    if (keys.test(key)) {
                        sink.accept(key, record.value());
                    }
                }
            }
        }
    }

    private static boolean reached(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }
}
