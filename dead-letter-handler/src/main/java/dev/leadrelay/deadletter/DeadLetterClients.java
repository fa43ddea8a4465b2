package dev.leadrelay.deadletter;

import dev.leadrelay.service.KafkaClients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** The Kafka clients of the handler, with their settings. */
final class DeadLetterClients {
    private static final Duration ASK = Duration.ofSeconds(5);

    /** Dead letters allow twice the size of a message, and what they carry may be a whole one. */
    private static final int SIZE_FACTOR = 4;

    private final KafkaClients kafka;
    private final String service;
    private final int maxMessageBytes;

    /**
     * @param service name of the service behind the prefix of the topics, from which the transactional id derives: the same
     *     in every process of an installation, another for each installation on the brokers
     * @param maxMessageBytes largest record batch of ordinary topics
     */
    DeadLetterClients(KafkaClients kafka, String service, int maxMessageBytes) {
        this.kafka = kafka;
        this.service = service;
        this.maxMessageBytes = maxMessageBytes;
    }

    /** A consumer outside any group; positions are the caller's. */
    Consumer<byte[], byte[]> consumer() {
        return kafka.consumer(Map.of("allow.auto.create.topics", "false", "default.api.timeout.ms", "5000"));
    }

    /** The one producer of decisions; another with the same name is fenced. */
    Producer<byte[], byte[]> producer() {
        return kafka.producer(Map.of(
                "transactional.id",
                service + "-decisions",
                "transaction.timeout.ms",
                "10000",
                "delivery.timeout.ms",
                "8000",
                "request.timeout.ms",
                "4000",
                "max.block.ms",
                "5000",
                "linger.ms",
                "0",
                "max.request.size",
                Integer.toString(SIZE_FACTOR * maxMessageBytes)));
    }

    /** The ends of a topic's partitions, as readers of committed records see them. */
    Map<TopicPartition, Long> ends(String topic) {
        try (Consumer<byte[], byte[]> consumer = consumer()) {
            List<PartitionInfo> infos = consumer.partitionsFor(topic, ASK);
            Set<TopicPartition> partitions = infos == null
                    ? Set.of()
                    : infos.stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .collect(Collectors.toSet());
            // Of partitions not assigned it would tell the same, with a warning.
            consumer.assign(partitions);
            return consumer.endOffsets(partitions, ASK);
        }
    }
}
