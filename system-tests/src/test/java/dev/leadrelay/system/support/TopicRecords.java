package dev.leadrelay.system.support;

import dev.leadrelay.cli.access.Cluster;
import dev.leadrelay.cli.access.TopicScan;
import dev.leadrelay.schemas.Topic;
import dev.leadrelay.schemas.Topics;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** What an installation's topics hold now. */
public final class TopicRecords {
    private final Cluster cluster;

    public TopicRecords(Installation installation) {
        this.cluster = installation.cluster();
    }

    /** All committed records of a topic that can be decoded. */
    public <T extends SpecificRecord> List<T> values(Topic topic, Class<T> type) {
        List<T> values = new ArrayList<>();
        new TopicScan(cluster).read(topic, type, key -> true, (key, value) -> values.add(value));
        return values;
    }

    /** All dead letters of a stage. */
    public List<DeadLetter> deadLetters(Stage stage) {
        return values(cluster.topics().deadLetters(stage), DeadLetter.class);
    }

    /** All dead letters of all stages. */
    public List<DeadLetter> deadLetters() {
        return Topics.deadLetterStages().stream()
                .flatMap(stage -> deadLetters(stage).stream())
                .toList();
    }

    /** All committed records of a topic as bytes. */
    public List<ConsumerRecord<byte[], byte[]>> raw(Topic topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = cluster.kafka().consumer(Map.of())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }
}
