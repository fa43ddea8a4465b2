package dev.leadrelay.cli.access;

import dev.leadrelay.schemas.Topic;
import dev.leadrelay.schemas.serde.Decoded;
import dev.leadrelay.schemas.serde.RecordCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

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
        RecordCodec codec = cluster.codec();
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
                    if (keys.test(key) && record.value() != null) {
                        Decoded<T> decoded = codec.decode(topic.name(), record.value(), type);
                        if (decoded instanceof Decoded.Value<T> value) {
                            sink.accept(key, value.value());
                        }
                    }
                }
            }
        }
    }

    private static boolean reached(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }
}
