package dev.leadrelay.service;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The components of a service and how they are; the service is ready when none is down. Thread-safe. */
public final class Health {
    private final Map<String, Supplier<HealthState>> components = new ConcurrentHashMap<>();

    /**
     * Adds a component.
     *
     * @param state asked at each health request; must answer at once
     */
    public void register(String component, Supplier<HealthState> state) {
        components.put(component, state);
    }

    /** The state of each component, by name. A component whose supplier throws is down. */
    public Map<String, HealthState> states() {
        Map<String, HealthState> states = new TreeMap<>();
        components.forEach((name, state) -> states.put(name, ask(state)));
        return states;
    }

    /** True when no component is down. */
    public boolean ready() {
        return states().values().stream().noneMatch(HealthState.Down.class::isInstance);
    }

    private static HealthState ask(Supplier<HealthState> state) {
        try {
            return state.get();
        } catch (RuntimeException e) {
            return new HealthState.Down("its health check failed: " + e);
        }
    }
}
