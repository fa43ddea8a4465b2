package dev.leadrelay.orchestrator.lead;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a stage is doing, seen from one partition.
 *
 * @param healthy true when a heartbeat of a running agent is not older than three intervals, or when the stage never
 *     sent one
 * @param latestAnswered issuedAt of the latest request of this stage and partition that was answered; null when none
 *     is known to have been
 */
public record StageHealth(boolean healthy, @Nullable Instant latestAnswered) {}
