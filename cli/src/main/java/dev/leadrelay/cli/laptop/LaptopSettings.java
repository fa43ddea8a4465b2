package dev.leadrelay.cli.laptop;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Ports of the laptop edition; 0 takes any free port. {@code LEADRELAY_LAPTOP_BROKER_PORT} and so on. */
@ConfigMapping(prefix = "leadrelay.laptop")
public interface LaptopSettings {
    /** Port of the broker. */
    @WithDefault("19092")
    int brokerPort();

    /** Port of the schema registry. */
    @WithDefault("18081")
    int registryPort();

    /** Port of the orchestrator's REST API. */
    @WithDefault("18090")
    int orchestratorPort();

    /** Port of the dead-letter handler. */
    @WithDefault("18080")
    int deskPort();

    /** Port of the model simulator. */
    @WithDefault("18099")
    int simulatorPort();
}
