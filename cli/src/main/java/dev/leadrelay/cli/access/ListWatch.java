package dev.leadrelay.cli.access;

import dev.leadrelay.schemas.records.ListProgress;
import dev.leadrelay.schemas.serde.Decoded;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Follows the ledger of one list as the orchestrator publishes it. Not thread-safe. */
public final class ListWatch implements AutoCloseable {
    private final Cluster cluster;
    private final String listId;
    private final Consumer<byte[], byte[]> consumer;
    private Optional<ListProgress> latest = Optional.empty();

    public ListWatch(Cluster cluster, String listId) {
        this.cluster = cluster;
        this.listId = listId;
        this.consumer = cluster.kafka().consumer(Map.of());
        List<TopicPartition> partitions = consumer
                .partitionsFor(cluster.topics().progress().name())
                .stream()
                .map(p -> new TopicPartition(p.topic(), p.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** The latest ledger known after waiting at most this long for news. */
    public Optional<ListProgress> poll(Duration atMost) {
        String topic = cluster.topics().progress().name();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(atMost)) {
            String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
            if (key.equals(listId)
                    && cluster.codec().decode(topic, record.value(), ListProgress.class)
                            instanceof Decoded.Value<ListProgress> value) {
                latest = Optional.of(value.value());
            }
        }
        return latest;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
