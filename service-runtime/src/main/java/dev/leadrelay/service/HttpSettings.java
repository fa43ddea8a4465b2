package dev.leadrelay.service;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.OptionalInt;

/** Where the service answers health checks, metrics and its own REST calls. */
@ConfigMapping(prefix = "leadrelay.http")
public interface HttpSettings {
    /** Address to listen on. */
    @WithDefault("127.0.0.1")
    String host();

    /** Port to listen on, 0 for any free one; each service has a default of its own. */
    OptionalInt port();
}
