package dev.leadrelay.simulator;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * How a simulator behaves.
 *
 * @param host address to listen on
 * @param port port to listen on; 0 takes a free one
 * @param seed the same seed and prompts give the same answers and faults
 * @param faultRates share of calls, 0 to 1, that suffer each kind; a kind that cannot befall an answer (only a score has levels)
 *     leaves its share to the kinds that can
 * @param fallibility share of answers, 0 to 1, with a small honest mistake that an ask naming the violations mends
 * @param latencyMedian median of the log-normal latency; zero answers at once
 * @param latencySigma sigma of the logarithm of the latency; 0 makes every call take the median
 * @param maxConcurrency calls in flight beyond which a call is answered with 429
 * @param hang how long a hanging call hangs
 * @param callsPerSecond calls are delayed so that no more than this many start per second; 0 sets no limit
 * @param slots calls that are thought about at once; further ones wait for their turn; 0 sets no limit
 * @param admittedPerSecond calls beyond so many a second are refused with 429; 0 sets no limit
 * @param gullible whether everything in a prompt's data that carries a canary is obeyed; see {@link Gullibility}
 * @param inventing whether one stage of every lead is answered with something invented; see {@link InventionKind}
 * @param pages HTML by host and path, served before the demo's own pages
 */
public record SimulatorSettings(
        String host,
        int port,
        long seed,
        Map<FaultKind, Double> faultRates,
        double fallibility,
        Duration latencyMedian,
        double latencySigma,
        int maxConcurrency,
        Duration hang,
        double callsPerSecond,
        int slots,
        double admittedPerSecond,
        boolean gullible,
        boolean inventing,
        Map<String, Map<String, String>> pages) {
    public SimulatorSettings {
        faultRates = Map.copyOf(faultRates);
        pages = pages.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        site -> site.getKey().toLowerCase(Locale.ROOT), site -> Map.copyOf(site.getValue())));
        double total =
                faultRates.values().stream().mapToDouble(Double::doubleValue).sum();
        require(port >= 0 && port <= 65_535, "port must be between 0 and 65535, is " + port);
        require(
                faultRates.values().stream().allMatch(rate -> rate >= 0) && total <= 1.000001,
                "fault rates must be at least 0 and add up to at most 1");
        require(fallibility >= 0 && fallibility <= 1, "fallibility must be between 0 and 1, is " + fallibility);
        require(!latencyMedian.isNegative(), "latency must not be negative");
        require(latencySigma >= 0 && latencySigma <= 5, "latency sigma must be between 0 and 5, is " + latencySigma);
        require(maxConcurrency > 0, "max concurrency must be at least 1, is " + maxConcurrency);
        require(!hang.isNegative(), "hang must not be negative");
        require(callsPerSecond >= 0, "calls per second must not be negative");
        require(slots >= 0, "slots must not be negative");
        require(admittedPerSecond >= 0, "admitted calls per second must not be negative");
    }

    /** On 127.0.0.1 at a free port, seed 42, at once, without faults, with the usual three mistakes in a hundred answers. */
    public static SimulatorSettings defaults() {
        return new SimulatorSettings(
                "127.0.0.1",
                0,
                42,
                Map.of(),
                0.03,
                Duration.ZERO,
                0,
                100_000,
                Duration.ofSeconds(60),
                0,
                0,
                0,
                false,
                false,
                Map.of());
    }

    /** The same with another address. */
    public SimulatorSettings withAddress(String newHost, int newPort) {
        return with(copy -> {
            copy.host = newHost;
            copy.port = newPort;
        });
    }

    /** The same with another seed. */
    public SimulatorSettings withSeed(long newSeed) {
        return with(copy -> copy.seed = newSeed);
    }

    /** The same with this share of calls faulty, every kind of {@link FaultKind#AT_RANDOM} equally often. */
    public SimulatorSettings withFaultRate(double rate) {
        Map<FaultKind, Double> rates = new EnumMap<>(FaultKind.class);
        for (FaultKind kind : FaultKind.AT_RANDOM) {
            rates.put(kind, rate / FaultKind.AT_RANDOM.size());
        }
        return withFaultRates(rates);
    }

    /** The same with these faults instead of those before. */
    public SimulatorSettings withFaultRates(Map<FaultKind, Double> rates) {
        return with(copy -> copy.faultRates = rates);
    }

    /** The same with another share of small honest mistakes. */
    public SimulatorSettings withFallibility(double share) {
        return with(copy -> copy.fallibility = share);
    }

    /** The same with another latency. */
    public SimulatorSettings withLatency(Duration median, double sigma) {
        return with(copy -> {
            copy.latencyMedian = median;
            copy.latencySigma = sigma;
        });
    }

    /** The same with another hang. */
    public SimulatorSettings withHang(Duration newHang) {
        return with(copy -> copy.hang = newHang);
    }

    /** The same with other limits. */
    public SimulatorSettings withLimits(int newMaxConcurrency, double newCallsPerSecond) {
        return with(copy -> {
            copy.maxConcurrency = newMaxConcurrency;
            copy.callsPerSecond = newCallsPerSecond;
        });
    }

    /** The same with this many calls thought about at once, in the order of their arrival. */
    public SimulatorSettings withSlots(int number) {
        return with(copy -> copy.slots = number);
    }

    /** The same with calls beyond so many a second refused. */
    public SimulatorSettings withAdmittedPerSecond(double rate) {
        return with(copy -> copy.admittedPerSecond = rate);
    }

    /** The same as the most gullible model there is, or not. */
    public SimulatorSettings withGullible(boolean obeys) {
        return with(copy -> copy.gullible = obeys);
    }

    /** The same as a model that invents something about every lead, or not. */
    public SimulatorSettings withInventing(boolean invents) {
        return with(copy -> copy.inventing = invents);
    }

    /**
     * The same with pages of the caller's own instead of those before.
     *
     * @param newPages HTML by host name (without port) and path; paths of a demo company that are not named stay as they are
     */
    public SimulatorSettings withPages(Map<String, Map<String, String>> newPages) {
        return with(copy -> copy.pages = newPages);
    }

    private SimulatorSettings with(Consumer<Copy> change) {
        Copy copy = new Copy(this);
        change.accept(copy);
        return copy.settings();
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException("simulator: " + message);
        }
    }

    /** The one place that names every setting again. */
    private static final class Copy {
        private String host;
        private int port;
        private long seed;
        private Map<FaultKind, Double> faultRates;
        private double fallibility;
        private Duration latencyMedian;
        private double latencySigma;
        private int maxConcurrency;
        private Duration hang;
        private double callsPerSecond;
        private int slots;
        private double admittedPerSecond;
        private boolean gullible;
        private boolean inventing;
        private Map<String, Map<String, String>> pages;

        Copy(SimulatorSettings from) {
            host = from.host;
            port = from.port;
            seed = from.seed;
            faultRates = from.faultRates;
            fallibility = from.fallibility;
            latencyMedian = from.latencyMedian;
            latencySigma = from.latencySigma;
            maxConcurrency = from.maxConcurrency;
            hang = from.hang;
            callsPerSecond = from.callsPerSecond;
            slots = from.slots;
            admittedPerSecond = from.admittedPerSecond;
            gullible = from.gullible;
            inventing = from.inventing;
            pages = from.pages;
        }

        SimulatorSettings settings() {
            return new SimulatorSettings(
                    host,
                    port,
                    seed,
                    faultRates,
                    fallibility,
                    latencyMedian,
                    latencySigma,
                    maxConcurrency,
                    hang,
                    callsPerSecond,
                    slots,
                    admittedPerSecond,
                    gullible,
                    inventing,
                    pages);
        }
    }
}
