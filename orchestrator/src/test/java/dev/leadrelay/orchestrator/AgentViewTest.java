package dev.leadrelay.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.schemas.records.AgentState;
import dev.leadrelay.schemas.records.AgentStatus;
import dev.leadrelay.schemas.records.Stage;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentViewTest {
    private static final Instant NOW = Instant.parse("2026-11-01T08:00:00Z");

    @Test
    void sumsTheCapacityOfAgentsThatRunAndWereHeardOf() {
        AgentView view = view(
                heartbeat(Stage.RESEARCH, AgentState.RUNNING, 30, 100),
                heartbeat(Stage.SCORING, AgentState.RUNNING, 31, 10),
                heartbeat(Stage.WRITER, AgentState.PAUSED, 1, 1));
        assertThat(view.capacity(NOW)).isEqualTo(100);
    }

    @Test
    void aStageIsHealthyWithOneRunningAgentOrWithoutAny() {
        AgentView view = view(
                heartbeat(Stage.RESEARCH, AgentState.RUNNING, 31, 1),
                heartbeat(Stage.RESEARCH, AgentState.RUNNING, 2, 1),
                heartbeat(Stage.SCORING, AgentState.PAUSED, 1, 1));
        assertThat(view.healthy(Stage.RESEARCH, NOW)).isTrue();
        assertThat(view.healthy(Stage.SCORING, NOW)).isFalse();
        assertThat(view.healthy(Stage.WRITER, NOW)).isTrue();
    }

    private static AgentView view(AgentStatus... heartbeats) {
        return new AgentView(() -> List.of(heartbeats));
    }

    /** A heartbeat of every ten seconds. */
    private static AgentStatus heartbeat(Stage stage, AgentState state, int ageSeconds, int capacity) {
        return AgentStatus.newBuilder()
                .setStage(stage)
                .setInstance("i")
                .setState(state)
                .setInFlight(0)
                .setCapacity(capacity)
                .setBacklog(0)
                .setVersion("1")
                .setIntervalMillis(10_000)
                .setStartedAt(NOW)
                .setAt(NOW.minusSeconds(ageSeconds))
                .build();
    }
}
