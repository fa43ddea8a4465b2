package dev.leadrelay.service;

import dev.leadrelay.schemas.Topics;
import dev.leadrelay.schemas.serde.RecordCodec;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.function.Consumer;

/**
 * What a service's process gives it. Immutable; its parts are thread-safe.
 *
 * @param service name of the service, for example {@code orchestrator}
 * @param instance name of this process among its like
 * @param stableInstance true when the name is the same after a restart
 * @param source all settings; {@link #settings} reads typed views of them
 * @param topics names of the topics
 * @param topicSettings shape of the topics
 * @param kafka makes Kafka clients
 * @param codec encodes and decodes records
 * @param metrics where meters are registered
 * @param health where components report how they are
 * @param clock the time
 * @param fatal ends the process with this one line; for what only a person or a supervisor can mend
 */
public record ServiceContext(
        String service,
        String instance,
        boolean stableInstance,
        SettingsSource source,
        Topics topics,
        TopicSettings topicSettings,
        KafkaClients kafka,
        RecordCodec codec,
        MeterRegistry metrics,
        Health health,
        Clock clock,
        Consumer<String> fatal) {

    /**
     * Typed settings of the service.
     *
     * @throws SettingsException when a value is missing, malformed or unknown
     */
    public <T> T settings(Class<T> mapping) {
        return source.read(mapping);
    }

    /** Partitions of each topic that is created. */
    public int partitions() {
        return topicSettings.partitions();
    }
}
