package dev.leadrelay.cli.laptop;

import dev.leadrelay.simulator.FaultKind;
import dev.leadrelay.simulator.SimulatorSettings;
import java.util.Map;

/** What goes wrong with the simulated model while a list is worked on. */
public enum Scenario {
    /** Nothing beyond what the settings say. */
    NONE,
    /** All providers are down for a minute, beginning when a fifth of the leads has ended. */
    OUTAGE,
    /** {@link #ADMITTED_PER_SECOND} calls a second are admitted, the others refused with 429. */
    RATELIMIT,
    /** Half of all replies are malformed. */
    GARBAGE,
    /** The first of two providers dies for good when a fifth of the leads has ended. */
    FAILOVER;

    /** Calls a second that {@link #RATELIMIT} admits. */
    public static final double ADMITTED_PER_SECOND = 20;

    private static final double GARBAGE_SHARE = 0.5;

    /** Slow enough that leads still are on all stages when a fifth has ended. */
    private static final double CALLS_PER_SECOND = 60;

    /** True when the second provider is a simulator of its own. */
    boolean hasTwoSimulators() {
        return this == FAILOVER;
    }

    /** True when the model goes away in mid-run. */
    public boolean takesModelAway() {
        return this == OUTAGE || this == FAILOVER;
    }

    /** True when it comes back. */
    public boolean bringsModelBack() {
        return this == OUTAGE;
    }

    /** The simulator's settings with what this scenario does to them. */
    public SimulatorSettings applied(SimulatorSettings settings) {
        return switch (this) {
            case NONE -> settings;
            case OUTAGE, FAILOVER -> settings.withLimits(settings.maxConcurrency(), CALLS_PER_SECOND);
            case RATELIMIT -> settings.withAdmittedPerSecond(ADMITTED_PER_SECOND);
            case GARBAGE ->
                settings.withFaultRates(Map.of(
                        FaultKind.TRUNCATED_JSON, GARBAGE_SHARE / 3,
                        FaultKind.FENCED_JSON, GARBAGE_SHARE / 3,
                        FaultKind.WRONG_FIELDS, GARBAGE_SHARE / 3));
        };
    }
}
