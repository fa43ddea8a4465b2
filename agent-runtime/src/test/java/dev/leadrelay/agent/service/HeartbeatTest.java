package dev.leadrelay.agent.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leadrelay.agent.attempt.Fixtures;
import dev.leadrelay.agent.stage.MemoryCodec;
import dev.leadrelay.agent.worker.WorkerStatus;
import dev.leadrelay.schemas.records.AgentState;
import dev.leadrelay.schemas.records.AgentStatus;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.serde.Decoded;
import dev.leadrelay.schemas.serde.RecordCodec;
import dev.leadrelay.service.HealthState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
    private final AtomicReference<WorkerStatus> status = new AtomicReference<>(status(WorkerStatus.State.RUNNING, 1));
    private final AtomicInteger outages = new AtomicInteger();
    private final RecordCodec codec = MemoryCodec.create(outages);
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

    @Test
    void tellsChangesAtOnceAndTheEndLast() {
        Heartbeat heartbeat = heartbeat(Duration.ofHours(1));
        heartbeat.start();
        await().until(() -> states().equals(List.of(AgentState.RUNNING)));
        status.set(status(WorkerStatus.State.PAUSED, 1));
        await().until(() -> states().size() == 2);
        heartbeat.close();
        heartbeat.close();

        assertThat(states()).containsExactly(AgentState.RUNNING, AgentState.PAUSED, AgentState.STOPPED);
        assertThat(producer.closed()).isTrue();
        AgentStatus paused = beats().get(1);
        assertThat(paused.getReason()).isEqualTo("the model");
        assertThat(paused.getInFlight()).isEqualTo(3);
        assertThat(paused.getCapacity()).isEqualTo(10);
        assertThat(paused.getBacklog()).isEqualTo(60);
        assertThat(paused.getDone()).isEqualTo(7);
        assertThat(producer.history()).allSatisfy(r -> assertThat(r.key()).isEqualTo("research/one".getBytes()));
    }

    @Test
    void repeatsItselfEachInterval() {
        try (Heartbeat heartbeat = heartbeat(Duration.ofMillis(20))) {
            heartbeat.start();
            await().until(() -> states().size() >= 3);
        }
        assertThat(states()).endsWith(AgentState.STOPPED);
    }

    @Test
    void outlivesWhatItNeeds() {
        outages.set(1);
        try (Heartbeat heartbeat = heartbeat(Duration.ofMillis(20))) {
            heartbeat.start();
            await().until(() -> states().size() >= 1);
        }
        assertThat(outages).hasValue(0);
    }

    @Test
    void healthFollowsTheWorker() {
        assertThat(AgentService.health(status(WorkerStatus.State.RUNNING, 1))).isInstanceOf(HealthState.Up.class);
        assertThat(AgentService.health(status(WorkerStatus.State.RUNNING, 0))).isInstanceOf(HealthState.Down.class);
        assertThat(AgentService.health(status(WorkerStatus.State.PAUSED, 1)))
                .isEqualTo(new HealthState.Degraded("waiting for the model"));
        assertThat(AgentService.health(status(WorkerStatus.State.FAILED, 1))).isInstanceOf(HealthState.Down.class);
    }

    private Heartbeat heartbeat(Duration interval) {
        return new Heartbeat(
                Stage.RESEARCH,
                "one",
                "1",
                interval,
                "agents.status",
                codec,
                () -> producer,
                status::get,
                Fixtures.CLOCK);
    }

    private List<AgentState> states() {
        return beats().stream().map(AgentStatus::getState).toList();
    }

    private List<AgentStatus> beats() {
        return producer.history().stream()
                .map(r -> ((Decoded.Value<AgentStatus>)
                                MemoryCodec.create().decode("agents.status", r.value(), AgentStatus.class))
                        .value())
                .toList();
    }

    private static WorkerStatus status(WorkerStatus.State state, int partitions) {
        return new WorkerStatus(state, "the model", 3, 10, 0, 0, partitions, 100, 40, 0, 0, 7, 0);
    }
}
