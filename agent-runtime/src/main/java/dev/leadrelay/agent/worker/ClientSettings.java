package dev.leadrelay.agent.worker;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The client settings on which the worker's promises rest. */
final class ClientSettings {
    /** Most records one poll returns: what may wait beyond capacity, per partition. */
    static final int MAX_POLL_RECORDS = 1_000;

    private static final int MEGABYTE = 1 << 20;

    private ClientSettings() {}

    static Map<String, Object> consumer(WorkerSettings settings) {
        Map<String, Object> map = new HashMap<>();
        map.put(ConsumerConfig.GROUP_ID_CONFIG, settings.group());
        map.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        if (settings.groupInstanceId() != null) {
            map.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, settings.groupInstanceId());
        }
        map.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        map.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        map.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        map.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        map.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
        map.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 * MEGABYTE);
        // Longer than a transaction: a dead member's transaction is over before its partitions move.
        int session = (int) settings.transactionTimeout().toMillis() * 3 / 2;
        map.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, session);
        map.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, session / 6);
        return map;
    }

    static Map<String, Object> producer(WorkerSettings settings) {
        Map<String, Object> map = new HashMap<>();
        int transaction = (int) settings.transactionTimeout().toMillis();
        map.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, settings.transactionalId());
        map.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, transaction);
        map.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, transaction * 8 / 10);
        map.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, transaction / 2);
        map.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        map.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        // A group is sent at once: while its offsets are on their way, its records are too.
        map.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        map.put(ProducerConfig.BATCH_SIZE_CONFIG, MEGABYTE / 4);
        return map;
    }
}
