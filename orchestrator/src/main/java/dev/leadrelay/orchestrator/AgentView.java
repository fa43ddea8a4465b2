package dev.leadrelay.orchestrator;

import dev.leadrelay.orchestrator.topology.Agents;
import dev.leadrelay.schemas.records.AgentState;
import dev.leadrelay.schemas.records.AgentStatus;
import dev.leadrelay.schemas.records.Stage;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Supplier;

/** What the heartbeats of the agents say. Thread-safe. */
final class AgentView implements Agents {
    private static final int INTERVALS = 3;

    private final Supplier<Collection<AgentStatus>> heartbeats;

    /** @param heartbeats the latest heartbeat of each instance ever heard of */
    AgentView(Supplier<Collection<AgentStatus>> heartbeats) {
        this.heartbeats = heartbeats;
    }

    @Override
    public long capacity(Instant now) {
        return heartbeats.get().stream()
                .filter(heartbeat -> runs(heartbeat, now))
                .mapToLong(AgentStatus::getCapacity)
                .sum();
    }

    @Override
    public boolean healthy(Stage stage, Instant now) {
        boolean known = false;
        for (AgentStatus heartbeat : heartbeats.get()) {
            if (heartbeat.getStage() == stage) {
                known = true;
                if (runs(heartbeat, now)) {
                    return true;
                }
            }
        }
        return !known;
    }

    private static boolean runs(AgentStatus heartbeat, Instant now) {
        long age = now.toEpochMilli() - heartbeat.getAt().toEpochMilli();
        return heartbeat.getState() == AgentState.RUNNING && age <= INTERVALS * heartbeat.getIntervalMillis();
    }
}
