package dev.leadrelay.cli.command;

import dev.leadrelay.cli.access.Cluster;
import dev.leadrelay.cli.access.TopicScan;
import dev.leadrelay.schemas.records.AgentState;
import dev.leadrelay.schemas.records.AgentStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** How long each agent was paused, by its heartbeats: they come at each change of state. */
final class PausedTimes {
    private final Instant from;
    private final Map<String, AgentStatus> latest = new HashMap<>();
    private final Map<String, Duration> paused = new TreeMap<>();

    PausedTimes(Instant from) {
        this.from = from;
    }

    /** Reads the heartbeats of all agents since then. */
    static Map<String, Duration> read(Cluster cluster, Instant from) {
        PausedTimes times = new PausedTimes(from);
        new TopicScan(cluster).read(cluster.topics().agentStatus(), AgentStatus.class, key -> true, times::add);
        return times.paused;
    }

    /** Takes the next heartbeat of an agent. */
    void add(String agent, AgentStatus status) {
        if (status.getAt().isBefore(from)) {
            return;
        }
        AgentStatus before = latest.put(agent, status);
        if (before != null && before.getState() == AgentState.PAUSED) {
            paused.merge(agent, Duration.between(before.getAt(), status.getAt()), Duration::plus);
        } else {
            paused.putIfAbsent(agent, Duration.ZERO);
        }
    }

    Map<String, Duration> paused() {
        return paused;
    }
}
