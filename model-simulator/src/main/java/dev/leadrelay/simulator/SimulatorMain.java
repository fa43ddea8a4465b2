package dev.leadrelay.simulator;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Runs the simulator as its own process. */
public final class SimulatorMain {
    private static final String PREFIX = "LEADRELAY_SIMULATOR_";
    private static final int DEFAULT_PORT = 18_099;

    private SimulatorMain() {}

    /**
     * Starts and runs until the process is ended.
     *
     * @param args {@code name=value} pairs that go before the environment: {@code port=0} is {@code LEADRELAY_SIMULATOR_PORT=0}
     */
    public static void main(String[] args) throws InterruptedException {
        Map<String, String> values = new HashMap<>(System.getenv());
        for (String arg : args) {
            String[] pair = arg.replaceFirst("^--", "").split("=", 2);
            values.put(PREFIX + pair[0].toUpperCase(Locale.ROOT).replace('-', '_'), pair.length < 2 ? "" : pair[1]);
        }
        try {
            ModelSimulator simulator = ModelSimulator.start(settings(values));
            Runtime.getRuntime().addShutdownHook(new Thread(simulator::close, "simulator-close"));
            System.out.println("simulator listens on port " + simulator.port());
            Thread.currentThread().join();
        } catch (IllegalArgumentException e) {
            exit(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            exit("simulator: cannot listen (" + e.getMessage() + "); choose another " + PREFIX + "PORT");
        }
    }

    /** Settings from {@code LEADRELAY_SIMULATOR_…} values; what is not given keeps its default. */
    static SimulatorSettings settings(Map<String, String> values) {
        SimulatorSettings defaults = SimulatorSettings.defaults();
        return defaults.withAddress(values.getOrDefault(PREFIX + "HOST", defaults.host()), (int)
                        number(values, "PORT", DEFAULT_PORT))
                .withSeed((long) number(values, "SEED", defaults.seed()))
                .withFaultRate(number(values, "FAULTS", 0))
                .withFallibility(number(values, "FALLIBILITY", defaults.fallibility()))
                .withLatency(millis(values, "LATENCY_MILLIS", 0), number(values, "LATENCY_SIGMA", 0))
                .withSlots((int) number(values, "SLOTS", 0))
                .withHang(millis(values, "HANG_MILLIS", defaults.hang().toMillis()))
                .withLimits(
                        (int) number(values, "MAX_CONCURRENCY", defaults.maxConcurrency()),
                        number(values, "CALLS_PER_SECOND", 0))
                .withGullible(flag(values, "GULLIBLE"))
                .withInventing(flag(values, "INVENTING"));
    }

    private static boolean flag(Map<String, String> values, String name) {
        String value = values.getOrDefault(PREFIX + name, "false").strip().toLowerCase(Locale.ROOT);
        if (!value.equals("true") && !value.equals("false")) {
            throw new IllegalArgumentException(PREFIX + name + " must be true or false, is '" + value + "'");
        }
        return value.equals("true");
    }

    private static Duration millis(Map<String, String> values, String name, double otherwise) {
        return Duration.ofNanos((long) (number(values, name, otherwise) * 1_000_000));
    }

    private static double number(Map<String, String> values, String name, double otherwise) {
        String value = values.get(PREFIX + name);
        try {
            return value == null ? otherwise : Double.parseDouble(value.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(PREFIX + name + " must be a number, is '" + value + "'", e);
        }
    }

    private static void exit(String message) {
        System.err.println(message);
        System.exit(2);
    }
}
