package dev.leadrelay.agent.service;

import dev.leadrelay.agent.worker.WorkerStatus;
import dev.leadrelay.schemas.Stages;
import dev.leadrelay.schemas.records.AgentState;
import dev.leadrelay.schemas.records.AgentStatus;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.serde.RecordCodec;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells on {@code agents.status} what an agent is doing: each interval, at each change of state, and a last time when it
 * has stopped. It never holds up the agent: a heartbeat that cannot be sent is left out.
 */
final class Heartbeat implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration CLOSE = Duration.ofSeconds(3);

    private final Stage stage;
    private final String instance;
    private final String version;
    private final Duration interval;
    private final String topic;
    private final RecordCodec codec;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Supplier<WorkerStatus> worker;
    private final Clock clock;
    private final Instant startedAt;
    private final Thread thread;
    private volatile boolean closed;
    private @Nullable Producer<byte[], byte[]> producer;

    Heartbeat(
            Stage stage,
            String instance,
            String version,
            Duration interval,
            String topic,
            RecordCodec codec,
            Supplier<Producer<byte[], byte[]>> producers,
            Supplier<WorkerStatus> worker,
            Clock clock) {
        this.stage = stage;
        this.instance = instance;
        this.version = version;
        this.interval = interval;
        this.topic = topic;
        this.codec = codec;
        this.producers = producers;
        this.worker = worker;
        this.clock = clock;
        startedAt = clock.instant();
        thread = Thread.ofPlatform()
                .name("heartbeat-" + Stages.nameOf(stage))
                .daemon()
                .unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Sends the last heartbeat and ends; call it when the worker has stopped. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        thread.interrupt();
        try {
            if (thread.isAlive() && !thread.join(CLOSE.multipliedBy(2))) {
                LOG.warn("the heartbeat does not stop in time, leaving it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        AgentState told = AgentState.UNKNOWN;
        long next = System.nanoTime();
        try {
            while (!closed) {
                WorkerStatus status = worker.get();
                AgentState state = stateOf(status.state());
                if (state != told || System.nanoTime() - next >= 0) {
                    send(status, state);
                    told = state;
                    next = System.nanoTime() + interval.toNanos();
                }
                Thread.sleep(LOOK.compareTo(interval) < 0 ? LOOK : interval);
            }
        } catch (InterruptedException e) {
            // Closing: one more heartbeat, from this thread.
        } finally {
            send(worker.get(), AgentState.STOPPED);
            closeProducer();
        }
    }

    private void send(WorkerStatus status, AgentState state) {
        try {
            Producer<byte[], byte[]> sender = producer;
            if (sender == null) {
                sender = producers.get();
                producer = sender;
            }
            byte[] key = (Stages.nameOf(stage) + "/" + instance).getBytes(StandardCharsets.UTF_8);
            byte[] value = codec.encode(topic, record(status, state));
            sender.send(new ProducerRecord<>(topic, key, value), (metadata, failure) -> {
                if (failure != null) {
                    LOG.debug("a heartbeat was not sent", failure);
                }
            });
        } catch (RuntimeException e) {
            LOG.debug("a heartbeat was not sent", e);
        }
    }

    private AgentStatus record(WorkerStatus status, AgentState state) {
        return AgentStatus.newBuilder()
                .setStage(stage)
                .setInstance(instance)
                .setState(state)
                .setReason(status.reason())
                .setInFlight(status.working())
                .setCapacity(status.capacity())
                .setBacklog(status.backlog())
                .setDone(status.committed())
                .setVersion(version)
                .setIntervalMillis(interval.toMillis())
                .setStartedAt(startedAt)
                .setAt(clock.instant())
                .build();
    }

    private void closeProducer() {
        Producer<byte[], byte[]> sender = producer;
        if (sender != null) {
            // Waits for the last heartbeat, though not for long: the broker may be gone before us.
            sender.close(CLOSE);
        }
    }

    static AgentState stateOf(WorkerStatus.State state) {
        return switch (state) {
            case NEW -> AgentState.STARTING;
            case RUNNING -> AgentState.RUNNING;
            case PAUSED -> AgentState.PAUSED;
            case STOPPING -> AgentState.STOPPING;
            case STOPPED, FAILED -> AgentState.STOPPED;
        };
    }
}
