package dev.leadrelay.cli.laptop;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person can choose about the laptop edition.
 *
 * @param data folder of everything it keeps
 * @param seed seed of the simulator
 * @param faults share of the simulator's answers that are faulty, 0 to 1
 * @param latency median time the simulator takes to answer
 * @param profile ideal customer profile
 * @param seller seller profile
 * @param refusalPolicy what not to work on, or null for the defaults
 * @param simulator host:port of a simulator that runs already, or null to start one
 * @param scenario what goes wrong with the simulator that is started
 * @param settings settings of the services that outrank those of the laptop edition
 */
public record LaptopOptions(
        Path data,
        long seed,
        double faults,
        Duration latency,
        Path profile,
        Path seller,
        @Nullable Path refusalPolicy,
        @Nullable String simulator,
        Scenario scenario,
        Map<String, String> settings) {
    public LaptopOptions {
        settings = Map.copyOf(settings);
    }
}
