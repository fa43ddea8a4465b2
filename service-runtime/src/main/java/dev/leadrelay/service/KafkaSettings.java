package dev.leadrelay.service;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/**
 * How to reach the Kafka cluster. Any setting of Kafka's own clients passes through under {@code
 * leadrelay.kafka-client}, for example {@code leadrelay.kafka-client.security.protocol} or, from the environment, {@code
 * LEADRELAY_KAFKA_CLIENT_SECURITY_PROTOCOL}.
 */
@ConfigMapping(prefix = "leadrelay.kafka")
public interface KafkaSettings {
    /** Comma-separated host:port pairs. */
    @WithDefault("127.0.0.1:19092")
    String bootstrapServers();

    /** How long a service waits for the brokers when it starts, before it gives up with one clear line. */
    @WithDefault("PT60S")
    Duration startTimeout();
}
