package dev.leadrelay.cli.bench;

import java.util.Map;

/** Settings that the benchmarks share. */
final class BenchSettings {
    /** Three calls a lead: the research agent fetches by itself instead of asking the model for a plan. */
    static final Map<String, String> DIRECT = Map.of(
            "leadrelay.research.plan", "DIRECT",
            "leadrelay.laptop.broker-port", "0",
            "leadrelay.laptop.registry-port", "0",
            "leadrelay.laptop.orchestrator-port", "0",
            "leadrelay.laptop.desk-port", "0");

    private BenchSettings() {}
}
