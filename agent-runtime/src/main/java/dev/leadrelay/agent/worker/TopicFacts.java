package dev.leadrelay.agent.worker;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/** What the worker asks about its topic besides records. Never blocks: an answer arrives later or never. */
interface TopicFacts extends AutoCloseable {
    /** The topic's id, or null when it is not known yet. */
    @Nullable
    Uuid topicId(String topic);

    /** Forgets the id: the topic may have been created anew. */
    void forget(String topic);

    /** The last known ends of partitions (first offset not written, committed transactions only). */
    Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions);

    @Override
    void close();
}
