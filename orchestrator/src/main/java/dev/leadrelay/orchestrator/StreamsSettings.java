package dev.leadrelay.orchestrator;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The settings of Kafka Streams: exactly once, quick failover, small and few records. */
final class StreamsSettings {
    /** Internal topics and the producer take records of this many times the message size. */
    static final int INTERNAL_SIZE_FACTOR = 4;

    private StreamsSettings() {}

    /**
     * @param common connection settings and client settings that pass through
     * @param passThrough settings of Kafka Streams that outrank all others
     * @param address host:port of this instance's REST side
     */
    static Properties of(
            OrchestratorSettings settings,
            Map<String, ?> common,
            Map<String, ?> passThrough,
            String address,
            int maxMessageBytes,
            short replicationFactor) {
        Map<String, Object> all = new HashMap<>();
        all.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.applicationId());
        all.put(StreamsConfig.APPLICATION_SERVER_CONFIG, address);
        all.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDir().toString());
        all.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        all.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
        all.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.standbyReplicas());
        all.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, settings.commitIntervalMs());
        all.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, settings.cacheBytes());
        all.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) replicationFactor);
        all.put(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG, StreamsConfig.NO_OPTIMIZATION);
        all.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        all.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_GLOBAL_ENABLED_CONFIG, true);
        // Inputs come from different topics without an order among them: waiting for the emptiest only costs time.
        all.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, -1L);
        // Short sessions and transactions: a dead instance's leads go on elsewhere within seconds.
        all.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
                settings.sessionTimeoutMs());
        all.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 500);
        all.put(
                StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
                Math.max(3_000, 10 * settings.commitIntervalMs()));
        all.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), settings.commitIntervalMs());
        all.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 65_536);
        all.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        int internalBytes = INTERNAL_SIZE_FACTOR * maxMessageBytes;
        all.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), internalBytes);
        all.put(StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), Integer.toString(internalBytes));
        all.putAll(common);
        all.putAll(passThrough);
        Properties properties = new Properties();
        properties.putAll(all);
        return properties;
    }
}
