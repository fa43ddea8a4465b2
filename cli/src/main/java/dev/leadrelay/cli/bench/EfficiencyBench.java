package dev.leadrelay.cli.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How much of the model's capacity is used: calls x seconds per call / calls at a time / real time, where 1 would mean that the
 * model never waited for LeadRelay.
 */
public final class EfficiencyBench {
    private static final double CALL_SECONDS = 0.5;
    private static final int CALLS_AT_A_TIME = 100;
    private static final double GOAL = 0.98;
    private static final int WARM_UP_RUNS = 5;

    private EfficiencyBench() {}

    public static BenchReport run(BenchOptions options) throws InterruptedException {
        List<String> model = List.of("latency-millis=500", "latency-sigma=0", "slots=" + CALLS_AT_A_TIME);
        try (BenchInstallation installation = BenchInstallation.start(options, model, BenchSettings.DIRECT)) {
            double ceiling = RawCeiling.recordsPerSecond(installation.cluster());
            // Classes, connections, schemas, compiler. In lists of the measured size: with more calls at once the last
            // would wait for longer than the model's timeout.
            for (int run = 1; run <= WARM_UP_RUNS; run++) {
                installation.run(options.seed() - run, options.leads());
            }
            List<Double> shares = new ArrayList<>();
            List<Double> seconds = new ArrayList<>();
            long calls = 0;
            for (int run = 1; run <= options.runs(); run++) {
                BenchInstallation.Run done = installation.run(options.seed() + run, options.leads());
                shares.add(done.calls() * CALL_SECONDS / CALLS_AT_A_TIME / done.seconds());
                seconds.add(done.seconds());
                calls = done.calls();
            }
            Map<String, Object> more = new LinkedHashMap<>();
            more.put("runs", shares);
            more.put("leads", options.leads());
            more.put("warmUpLeads", WARM_UP_RUNS * options.leads());
            more.put("calls", calls);
            // Calls take equally long and begin together, so they run in rounds: the last one is rarely full.
            more.put("mostWithWholeRounds", calls / (Math.ceil((double) calls / CALLS_AT_A_TIME) * CALLS_AT_A_TIME));
            more.put("seconds", Medians.of(seconds));
            more.put("rawRecordsPerSecond", ceiling);
            double value = Medians.of(shares);
            return new BenchReport("efficiency", value, "share of the model's capacity", GOAL, value >= GOAL, more);
        }
    }
}
