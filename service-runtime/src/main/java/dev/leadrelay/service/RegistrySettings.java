package dev.leadrelay.service;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/**
 * How to reach the schema registry. Any setting of the serializer classes passes through under {@code
 * leadrelay.registry-client}, for example {@code leadrelay.registry-client.basic.auth.user.info}.
 */
@ConfigMapping(prefix = "leadrelay.registry")
public interface RegistrySettings {
    /** Comma-separated base URLs of a registry with the Confluent API. */
    @WithDefault("http://127.0.0.1:18081/apis/ccompat/v7")
    String url();

    /** Whether unknown schemas are registered; true only where nobody else looks after the registry. */
    @WithDefault("false")
    boolean autoRegister();

    /** Class of the value serializer; LeadRelay's own when absent. */
    Optional<String> serializer();

    /** Class of the value deserializer; LeadRelay's own when absent. */
    Optional<String> deserializer();
}
