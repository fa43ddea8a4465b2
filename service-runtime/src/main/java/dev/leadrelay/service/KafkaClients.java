package dev.leadrelay.service;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes Kafka clients that all speak bytes and share the installation's connection settings. Thread-safe. */
public final class KafkaClients {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaClients.class);
    private static final int ASK_MILLIS = 3_000;

    private final String bootstrapServers;
    private final Map<String, Object> passThrough;

    /**
     * @param bootstrapServers comma-separated host:port pairs
     * @param passThrough settings of Kafka's own clients; they outrank what a service asks for
     */
    public KafkaClients(String bootstrapServers, Map<String, ?> passThrough) {
        this.bootstrapServers = bootstrapServers;
        this.passThrough = Map.copyOf(passThrough);
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** A consumer of bytes that reads committed records only and never commits by itself, unless overridden. */
    public Consumer<byte[], byte[]> consumer(Map<String, ?> overrides) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", "false");
        settings.put("auto.offset.reset", "earliest");
        settings.put("group.protocol", "classic");
        settings.putAll(common(overrides));
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** An idempotent producer of bytes, lz4 compressed, unless overridden. */
    public Producer<byte[], byte[]> producer(Map<String, ?> overrides) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("acks", "all");
        settings.put("compression.type", "lz4");
        settings.putAll(common(overrides));
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** An administration client. */
    public Admin admin() {
        return Admin.create(common(Map.of()));
    }

    /** Connection settings with overrides, for libraries that make their clients themselves. */
    public Map<String, Object> common(Map<String, ?> overrides) {
        Map<String, Object> settings = new HashMap<>(overrides);
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.putAll(passThrough);
        return settings;
    }

    /**
     * Waits until a broker answers.
     *
     * @throws SettingsException when none does within the time, or the address makes no sense
     */
    public void awaitBroker(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        try (Admin admin = admin()) {
            while (!answers(admin)) {
                if (System.nanoTime() - deadline >= 0) {
                    throw new SettingsException(
                            "no Kafka broker answers at " + bootstrapServers
                                    + "; start one or set leadrelay.kafka.bootstrap-servers (LEADRELAY_KAFKA_BOOTSTRAP_SERVERS)");
                }
                // A command waits for one more try at most; its own line says enough.
                if (deadline - System.nanoTime() > Duration.ofMillis(ASK_MILLIS).toNanos()) {
                    LOG.warn("Waiting for a Kafka broker at {}", bootstrapServers);
                }
            }
        } catch (KafkaException e) {
            Throwable root = e.getCause() == null ? e : e.getCause();
            throw new SettingsException(
                    "cannot use leadrelay.kafka.bootstrap-servers=" + bootstrapServers + ": " + root.getMessage());
        }
    }

    private static boolean answers(Admin admin) throws InterruptedException {
        try {
            admin.describeCluster(new DescribeClusterOptions().timeoutMs(ASK_MILLIS))
                    .nodes()
                    .get(ASK_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }
}
