package dev.leadrelay.agent.worker;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Asks the broker in the background; one question of a kind at a time. */
final class AdminTopicFacts implements TopicFacts {
    private final Admin admin;
    private final Map<String, KafkaFuture<Uuid>> ids = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> ends = new ConcurrentHashMap<>();
    private KafkaFuture<Void> listing = KafkaFuture.completedFuture(null);

    AdminTopicFacts(Admin admin) {
        this.admin = admin;
    }

    @Override
    public @Nullable Uuid topicId(String topic) {
        KafkaFuture<Uuid> id = ids.computeIfAbsent(topic, this::ask);
        if (id.isCompletedExceptionally()) {
            ids.remove(topic, id);
            return null;
        }
        try {
            return id.getNow(null);
        } catch (Exception e) {
            ids.remove(topic, id);
            return null;
        }
    }

    private KafkaFuture<Uuid> ask(String topic) {
        return admin.describeTopics(List.of(topic)).allTopicNames().thenApply(descriptions -> {
            TopicDescription description = descriptions.get(topic);
            if (description == null) {
                throw new UnknownTopicOrPartitionException(topic);
            }
            return description.topicId();
        });
    }

    @Override
    public void forget(String topic) {
        ids.remove(topic);
    }

    @Override
    public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        if (listing.isDone() && !partitions.isEmpty()) {
            Map<TopicPartition, OffsetSpec> question = new HashMap<>();
            partitions.forEach(partition -> question.put(partition, OffsetSpec.latest()));
            var answer = admin.listOffsets(question, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED));
            partitions.forEach(partition -> answer.partitionResult(partition).whenComplete((end, error) -> {
                if (end != null) {
                    ends.put(partition, end.offset());
                }
            }));
            listing = answer.all().thenApply(all -> null);
        }
        return ends;
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(2));
    }
}
