package dev.leadrelay.deadletter;

import org.apache.kafka.common.TopicPartition;

/**
 * Where a record stands in Kafka.
 *
 * @param timestamp the record's Kafka timestamp, in milliseconds since the epoch
 */
record Source(String topic, int partition, long offset, long timestamp) {
    TopicPartition topicPartition() {
        return new TopicPartition(topic, partition);
    }
}
