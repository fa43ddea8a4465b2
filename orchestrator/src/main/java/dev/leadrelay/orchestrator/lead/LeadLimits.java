package dev.leadrelay.orchestrator.lead;

import dev.leadrelay.schemas.ParkedDeadline;
import java.time.Duration;

/**
 * The time limits of a lead.
 *
 * @param stageDeadline healthy waiting time of an overtaken request after which the lead is parked as STAGE_TIMEOUT
 * @param dispatchLimit time after dispatch at which it is parked whatever the stage's health
 * @param parkedLimit time after which a parked lead is discarded as EXPIRED; shorter than the dead letters' retention
 * @param stubRetention time a terminal lead is remembered after its end
 */
public record LeadLimits(Duration stageDeadline, Duration dispatchLimit, Duration parkedLimit, Duration stubRetention) {

    /** 6 hours, 13 days, 89 days, 14 days. */
    public static LeadLimits defaults() {
        return new LeadLimits(
                Duration.ofHours(6), Duration.ofDays(13), Duration.parse(ParkedDeadline.DEFAULT), Duration.ofDays(14));
    }

    /** How often the timer looks at a request that waits. */
    Duration pollInterval() {
        return stageDeadline.dividedBy(12);
    }
}
