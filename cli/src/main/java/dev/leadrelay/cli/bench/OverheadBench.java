package dev.leadrelay.cli.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What LeadRelay itself takes: leads a second and CPU time with a model that answers at once, everything switched on. */
public final class OverheadBench {
    private static final double GOAL = 2_000;
    private static final double CPU_GOAL = 1.0;
    private static final int WARM_UP = 20_000;
    private static final double RECORDS_GOAL = 25;

    private OverheadBench() {}

    public static BenchReport run(BenchOptions options) throws InterruptedException {
        List<String> model = List.of("latency-millis=0");
        try (BenchInstallation installation = BenchInstallation.start(options, model, BenchSettings.DIRECT)) {
            // Classes, connections, schemas, and above all the compiler, which needs long for code as wide as this.
            installation.run(options.seed() - 1, WARM_UP);
            TopicVolume before = TopicVolume.read(installation.cluster());
            List<Double> rates = new ArrayList<>();
            List<Double> cpu = new ArrayList<>();
            double callsPerLead = 0;
            for (int run = 1; run <= options.runs(); run++) {
                BenchInstallation.Run done = installation.run(options.seed() + run, options.leads());
                rates.add(options.leads() / done.seconds());
                cpu.add(done.cpuSeconds() * 1_000 / options.leads());
                callsPerLead = (double) done.calls() / options.leads();
            }
            TopicVolume after = TopicVolume.read(installation.cluster());
            double ceiling = RawCeiling.recordsPerSecond(installation.cluster());
            return report(options, rates, cpu, callsPerLead, ceiling, before, after);
        }
    }

    private static BenchReport report(
            BenchOptions options,
            List<Double> rates,
            List<Double> cpu,
            double callsPerLead,
            double ceiling,
            TopicVolume before,
            TopicVolume after) {
        double leads = (double) options.leads() * options.runs();
        double recordsPerLead = (after.totalRecords() - before.totalRecords()) / leads;
        Map<String, Double> byTopic = new TreeMap<>();
        after.records()
                .forEach((topic, count) -> byTopic.put(
                        topic, Math.round((count - before.records().getOrDefault(topic, 0L)) / leads * 100) / 100.0));
        double value = Medians.of(rates);
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("runs", rates);
        more.put("leads", options.leads());
        more.put("warmUpLeads", WARM_UP);
        more.put("callsPerLead", callsPerLead);
        more.put("cpuSecondsPer1000Leads", Medians.of(cpu));
        more.put("cpuGoal", CPU_GOAL);
        more.put("rawRecordsPerSecond", ceiling);
        more.put("shareOfRaw", value * recordsPerLead / ceiling);
        more.put("recordsPerLead", recordsPerLead);
        more.put("recordsGoal", RECORDS_GOAL);
        more.put("bytesPerLead", (after.totalBytes() - before.totalBytes()) / leads);
        more.put("recordsPerLeadByTopic", byTopic);
        return new BenchReport("overhead", value, "leads/s", GOAL, value >= GOAL, more);
    }
}
