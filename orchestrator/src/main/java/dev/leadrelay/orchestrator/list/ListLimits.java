package dev.leadrelay.orchestrator.list;

import java.time.Duration;

/**
 * The limits of a list.
 *
 * @param windowMin fewest leads that may be active at once, whatever the agents' capacity
 * @param windowMax most leads that may be active at once
 * @param cancelBatch leads that are told of a cancel per tick
 * @param progressInterval shortest time between two progress records of a list
 * @param retention time a complete list is remembered
 */
public record ListLimits(int windowMin, int windowMax, int cancelBatch, Duration progressInterval, Duration retention) {

    /** 50 to 5,000 leads, 500 per tick, 1 second, 14 days. */
    public static ListLimits defaults() {
        return new ListLimits(50, 5_000, 500, Duration.ofSeconds(1), Duration.ofDays(14));
    }
}
