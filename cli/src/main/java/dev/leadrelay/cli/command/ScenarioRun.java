package dev.leadrelay.cli.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.leadrelay.cli.access.Cluster;
import dev.leadrelay.cli.laptop.Scenario;
import dev.leadrelay.cli.results.Ledger;
import dev.leadrelay.cli.results.ListOutcome;
import dev.leadrelay.cli.results.Spending;
import dev.leadrelay.schemas.records.ListProgress;
import dev.leadrelay.simulator.ModelSimulator;
import dev.leadrelay.simulator.Stats;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Lets a scenario happen to a list, and reports in figures what came of it. Used by one thread. */
final class ScenarioRun {
    private static final Duration OUTAGE = Duration.ofSeconds(60);
    private static final double OUTAGE_AFTER = 0.2;
    private static final Duration SETTLED_AFTER = Duration.ofSeconds(10);
    private static final double SETTLED_UNTIL = 0.8;

    private final Scenario scenario;
    private final ModelSimulator simulator;
    private final Clock clock;
    private final Instant begun;
    private final List<Sample> samples = new ArrayList<>();
    private @Nullable Sample outageBegan;
    private volatile @Nullable Stats outageEnded;

    ScenarioRun(Scenario scenario, ModelSimulator simulator, Clock clock) {
        this.scenario = scenario;
        this.simulator = simulator;
        this.clock = clock;
        this.begun = clock.instant();
    }

    /** A look at the list and at what the simulator had served by then. */
    private record Sample(Duration at, double ended, Stats stats) {}

    /** What happened, as it is written. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Report(
            String scenario,
            String listId,
            double seconds,
            boolean balanced,
            long accepted,
            long modelCalls,
            double callsPerLead,
            long costMicros,
            Map<String, Long> costByProvider,
            Map<String, Long> deadLetters,
            @Nullable Outage outage,
            @Nullable Rate rate) {}

    /**
     * Figures of an outage.
     *
     * @param seconds how long the providers were down
     * @param callsInFlight at its beginning
     * @param callsDuring that reached a provider while it was down
     * @param probesDuring requests that cost nothing and asked whether it is up again
     * @param pausedSeconds of the agent that was paused longest
     */
    record Outage(
            long seconds,
            long callsInFlight,
            long callsDuring,
            long probesDuring,
            Map<String, Double> pausedSecondsByAgent,
            double pausedSeconds) {}

    /**
     * Figures of a limited rate, between the tenth second and the end of four fifths of the leads.
     *
     * @param shareUsed of the calls that the limit would have admitted
     * @param shareRefused of the calls that were sent
     */
    record Rate(double admittedPerSecond, double measuredSeconds, double shareUsed, double shareRefused) {}

    /** Takes notice of the list's progress; the outage begins when it is time. */
    void saw(ListProgress progress) {
        double share = (double) ProgressLine.ended(progress) / Math.max(1, progress.getAccepted());
        Sample sample = new Sample(Duration.between(begun, clock.instant()), share, simulator.stats());
        samples.add(sample);
        if (scenario.takesModelAway() && outageBegan == null && share >= OUTAGE_AFTER) {
            beginOutage(sample);
        }
    }

    private void beginOutage(Sample sample) {
        outageBegan = sample;
        simulator.setDown(true);
        if (scenario.bringsModelBack()) {
            Thread.ofVirtual().name("outage").start(this::endOutage);
        }
    }

    private void endOutage() {
        try {
            Thread.sleep(OUTAGE);
            outageEnded = simulator.stats();
            simulator.setDown(false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What came of the list; it has ended. */
    Report report(Cluster cluster, Ledger ledger, ListOutcome outcome) {
        return new Report(
                scenario.name().toLowerCase(Locale.ROOT),
                ledger.listId(),
                seconds(Duration.between(begun, clock.instant())),
                ledger.balanced(),
                ledger.accepted(),
                ledger.modelCalls(),
                rounded((double) ledger.modelCalls() / Math.max(1, ledger.accepted())),
                ledger.costMicros(),
                Spending.read(cluster, ledger.listId()).costByProvider(),
                outcome.deadLettersByClass(),
                outage(cluster),
                rate());
    }

    private @Nullable Outage outage(Cluster cluster) {
        Sample from = outageBegan;
        Stats to = outageEnded;
        if (from == null || to == null) {
            return null;
        }
        Map<String, Double> paused = new TreeMap<>();
        PausedTimes.read(cluster, begun).forEach((agent, time) -> paused.put(agent, seconds(time)));
        return new Outage(
                OUTAGE.toSeconds(),
                from.stats.inFlight(),
                to.unavailable() - from.stats.unavailable(),
                to.probes() - from.stats.probes(),
                paused,
                paused.values().stream().mapToDouble(Double::doubleValue).max().orElse(0));
    }

    private @Nullable Rate rate() {
        if (scenario != Scenario.RATELIMIT) {
            return null;
        }
        List<Sample> settled = samples.stream()
                .filter(sample -> sample.at.compareTo(SETTLED_AFTER) >= 0 && sample.ended <= SETTLED_UNTIL)
                .toList();
        if (settled.size() < 2) {
            return null;
        }
        Sample first = settled.getFirst();
        Sample last = settled.getLast();
        double time = seconds(last.at.minus(first.at));
        long calls = last.stats.calls() - first.stats.calls();
        long refused = last.stats.rejected() - first.stats.rejected();
        return new Rate(
                Scenario.ADMITTED_PER_SECOND,
                time,
                rounded((calls - refused) / (time * Scenario.ADMITTED_PER_SECOND)),
                rounded((double) refused / Math.max(1, calls)));
    }

    private static double seconds(Duration duration) {
        return rounded(duration.toMillis() / 1000.0);
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
