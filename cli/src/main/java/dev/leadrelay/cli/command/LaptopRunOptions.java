package dev.leadrelay.cli.command;

import dev.leadrelay.cli.laptop.LaptopOptions;
import dev.leadrelay.cli.laptop.Scenario;
import dev.leadrelay.service.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of the commands that start the whole installation. */
final class LaptopRunOptions {
    @Mixin
    DataOption data = new DataOption();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "seed of the simulator and of generated leads (default: ${DEFAULT-VALUE})")
    long seed = 42;

    @Option(
            names = "--faults",
            paramLabel = "RATE",
            defaultValue = "0",
            description = "share of the simulator's answers that are faulty, 0 to 1 (default: ${DEFAULT-VALUE})")
    double faults;

    @Option(
            names = "--latency",
            paramLabel = "MILLIS",
            defaultValue = "50",
            description = "median time the simulator takes to answer (default: ${DEFAULT-VALUE})")
    long latencyMillis = 50;

    @Option(
            names = "--profile",
            paramLabel = "FILE",
            defaultValue = "samples/profile.yaml",
            description = "ideal customer profile (default: ${DEFAULT-VALUE})")
    Path profile = Path.of("samples/profile.yaml");

    @Option(
            names = "--seller",
            paramLabel = "FILE",
            defaultValue = "samples/seller.yaml",
            description = "seller profile (default: ${DEFAULT-VALUE})")
    Path seller = Path.of("samples/seller.yaml");

    @Option(
            names = "--refusal-policy",
            paramLabel = "FILE",
            defaultValue = "samples/refusal-policy.yaml",
            description = "whom not to work on (default: ${DEFAULT-VALUE})")
    Path refusalPolicy = Path.of("samples/refusal-policy.yaml");

    LaptopOptions toOptions() {
        return toOptions(Scenario.NONE);
    }

    LaptopOptions toOptions(Scenario scenario) {
        if (!(faults >= 0 && faults <= 1)) {
            throw new SettingsException("--faults must be between 0 and 1, is " + faults);
        }
        if (latencyMillis < 0) {
            throw new SettingsException("--latency must not be negative, is " + latencyMillis);
        }
        return new LaptopOptions(
                data.folder,
                seed,
                faults,
                Duration.ofMillis(latencyMillis),
                shipped(profile),
                shipped(seller),
                shipped(refusalPolicy),
                null,
                scenario,
                Map.of());
    }

    /** A relative path that does not exist here is looked up beside the program, where the samples are. */
    static Path shipped(Path path) {
        String home = System.getProperty("leadrelay.home");
        if (!path.isAbsolute()
                && !Files.exists(path)
                && home != null
                && Files.exists(Path.of(home).resolve(path))) {
            return Path.of(home).resolve(path);
        }
        return path;
    }
}
