package dev.leadrelay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.schemas.records.AgentState;
import dev.leadrelay.schemas.records.AgentStatus;
import dev.leadrelay.schemas.records.Stage;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PausedTimesTest {
    private final PausedTimes times = new PausedTimes(Instant.ofEpochSecond(100));

    @Test
    void addsUpWhatPassesBetweenAPauseAndTheNextHeartbeat() {
        add("scoring/a", AgentState.PAUSED, 90); // before the time that counts
        add("scoring/a", AgentState.RUNNING, 101);
        add("scoring/a", AgentState.PAUSED, 110);
        add("scoring/a", AgentState.PAUSED, 115);
        add("scoring/a", AgentState.RUNNING, 117);
        add("scoring/a", AgentState.PAUSED, 120);
        add("writer/b", AgentState.RUNNING, 130);
        add("scoring/a", AgentState.STOPPED, 121);

        assertThat(times.paused())
                .containsEntry("scoring/a", Duration.ofSeconds(8))
                .containsEntry("writer/b", Duration.ZERO)
                .hasSize(2);
    }

    private void add(String agent, AgentState state, long second) {
        times.add(
                agent,
                AgentStatus.newBuilder()
                        .setStage(Stage.SCORING)
                        .setInstance("a")
                        .setState(state)
                        .setInFlight(0)
                        .setCapacity(1)
                        .setBacklog(0)
                        .setVersion("1")
                        .setIntervalMillis(1000)
                        .setStartedAt(Instant.EPOCH)
                        .setAt(Instant.ofEpochSecond(second))
                        .build());
    }
}
