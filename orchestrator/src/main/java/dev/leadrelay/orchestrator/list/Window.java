package dev.leadrelay.orchestrator.list;

import dev.leadrelay.schemas.records.ListState;
import java.time.Duration;
import java.time.Instant;

/** How many leads of a list may be active at once: enough to keep all agents busy, re-evaluated each second. */
final class Window {
    private static final long INTERVAL_MILLIS = 1_000;

    private final ListLimits limits;

    Window(ListLimits limits) {
        this.limits = limits;
    }

    void evaluate(ListState.Builder state, long capacity, Instant now) {
        Instant last = state.getWindowAt();
        long elapsed =
                last == null ? INTERVAL_MILLIS : Duration.between(last, now).toMillis();
        if (elapsed < INTERVAL_MILLIS) {
            return;
        }
        long endedPerSecond = state.getEndedSinceWindow() * 1_000L / elapsed;
        int size = size(capacity, endedPerSecond);
        // An idle list keeps its state as it is, so that time alone writes nothing.
        if (size != state.getWindow() || state.getEndedSinceWindow() > 0) {
            state.setWindow(size).setWindowAt(now).setEndedSinceWindow(0);
        }
    }

    int size(long capacity, long endedPerSecond) {
        long wanted = 2 * Math.min(Math.max(0, capacity), limits.windowMax()) + endedPerSecond;
        return (int) Math.min(limits.windowMax(), Math.max(limits.windowMin(), wanted));
    }
}
