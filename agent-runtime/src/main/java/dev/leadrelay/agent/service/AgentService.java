package dev.leadrelay.agent.service;

import dev.leadrelay.agent.AgentDefinition;
import dev.leadrelay.agent.attempt.AttemptParts;
import dev.leadrelay.agent.attempt.CallShape;
import dev.leadrelay.agent.attempt.Formats;
import dev.leadrelay.agent.attempt.Redaction;
import dev.leadrelay.agent.prompt.PromptException;
import dev.leadrelay.agent.prompt.PromptLibrary;
import dev.leadrelay.agent.stage.Identity;
import dev.leadrelay.agent.stage.StageHandler;
import dev.leadrelay.agent.tool.ToolBox;
import dev.leadrelay.agent.worker.Pauses;
import dev.leadrelay.agent.worker.Worker;
import dev.leadrelay.agent.worker.WorkerClients;
import dev.leadrelay.agent.worker.WorkerListener;
import dev.leadrelay.agent.worker.WorkerSettings;
import dev.leadrelay.agent.worker.WorkerStatus;
import dev.leadrelay.gateway.ModelGateway;
import dev.leadrelay.schemas.Stages;
import dev.leadrelay.service.HealthState;
import dev.leadrelay.service.Service;
import dev.leadrelay.service.ServiceContext;
import dev.leadrelay.service.SettingsException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * An agent as a service: definition, codec, worker, model gateway, prompts and tools, wired in one place. {@code main}
 * of an agent is {@code ServiceProcess.run(name, args, context -> AgentService.create(context, definition))}.
 */
public final class AgentService implements Service {
    /** Room in a message for its key, headers and batch, in bytes. */
    private static final int ENVELOPE_BYTES = 8 * 1024;

    private final Worker worker;
    private final Heartbeat heartbeat;
    private final ModelGateway gateway;
    private final ToolBox tools;
    private final ToolWatch watch;
    private volatile boolean closed;

    private AgentService(Worker worker, Heartbeat heartbeat, ModelGateway gateway, ToolBox tools, ToolWatch watch) {
        this.worker = worker;
        this.heartbeat = heartbeat;
        this.gateway = gateway;
        this.tools = tools;
        this.watch = watch;
    }

    /**
     * Wires an agent; connects nothing yet. Prompts and settings are checked here.
     *
     * @throws SettingsException when a setting or a prompt file is wrong
     */
    public static <Q extends SpecificRecord, O extends SpecificRecord> AgentService create(
            ServiceContext context, AgentDefinition<Q, O> definition) {
        AgentSettings settings = context.settings(AgentSettings.class);
        ModelConfig model = context.settings(ModelConfig.class);
        PromptLibrary prompts = prompts(definition, settings);
        ToolBox tools = new ToolBox(definition.tools());
        ModelGateway gateway =
                ModelGateway.open(Providers.of(model), Providers.cache(model.cache()), Providers.semantic(model));
        Pauses pauses = new Pauses(settings.probeInterval());
        AttemptParts parts = new AttemptParts(
                prompts,
                tools,
                // The attempt records calls itself: it also sees those that the budget refused.
                gateway.channel((request, outcome, startedAt, endedAt) -> {}),
                gateway::probe,
                new PausingOutages(pauses),
                new CallShape(
                        settings.maxOutputTokens(),
                        model.temperature().isPresent() ? model.temperature().getAsDouble() : null),
                new Formats(),
                new Redaction(List.of(model.key(), model.fallbackKey())),
                context.clock());
        AgentMetrics metrics = new AgentMetrics(context.metrics(), definition.stage());
        int maxBytes = context.topicSettings().maxMessageBytes();
        StageHandler<Q, O> handler = new StageHandler<>(
                definition,
                new Identity(definition.name(), definition.version(), context.instance()),
                parts,
                context.codec(),
                context.topics(),
                maxBytes - ENVELOPE_BYTES,
                metrics);
        Worker worker = new Worker(
                workerSettings(context, definition, settings),
                clients(context, maxBytes),
                pauses,
                handler,
                WorkerListener.NONE,
                context.fatal());
        metrics.watch(worker::status);
        metrics.watch(gateway.cacheCounts());
        context.health().register("worker", () -> health(worker.status()));
        Heartbeat heartbeat = new Heartbeat(
                definition.stage(),
                context.instance(),
                definition.version(),
                settings.heartbeatInterval(),
                context.topics().agentStatus().name(),
                context.codec(),
                () -> heartbeatProducer(context),
                worker::status,
                context.clock());
        return new AgentService(
                worker, heartbeat, gateway, tools, new ToolWatch(tools, pauses, settings.probeInterval()));
    }

    @Override
    public void start() {
        watch.start();
        worker.start();
        heartbeat.start();
    }

    /** What the worker is doing. */
    public WorkerStatus status() {
        return worker.status();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        watch.close();
        worker.close();
        heartbeat.close();
        gateway.close();
        tools.close();
    }

    static HealthState health(WorkerStatus status) {
        String reason = status.reason() == null ? "no reason given" : status.reason();
        return switch (status.state()) {
            case NEW -> new HealthState.Down("not started");
            case RUNNING ->
                status.partitions() > 0
                        ? new HealthState.Up()
                        : new HealthState.Down("no partition is assigned to this instance");
            case PAUSED -> new HealthState.Degraded("waiting for " + reason);
            case STOPPING, STOPPED -> new HealthState.Down("stopping");
            case FAILED -> new HealthState.Down(reason);
        };
    }

    private static PromptLibrary prompts(AgentDefinition<?, ?> definition, AgentSettings settings) {
        try {
            return PromptLibrary.load(definition.prompts(), settings.prompts(), settings.promptDir())
                    .with(settings.suspiciousText());
        } catch (PromptException e) {
            throw new SettingsException("prompts: " + e.getMessage());
        }
    }

    private static WorkerSettings workerSettings(
            ServiceContext context, AgentDefinition<?, ?> definition, AgentSettings settings) {
        String topic = context.topics().requests(definition.stage()).name();
        // The topic's name carries the prefix, so that installations on one cluster do not share groups.
        String group = topic + "-" + Stages.nameOf(definition.stage()) + "-agent";
        try {
            WorkerSettings shared = WorkerSettings.of(topic, group, context.instance())
                    .withCapacity(settings.inFlight())
                    .withTimeLimit(settings.timeLimit())
                    .withCommitInterval(settings.commitInterval())
                    .withStopTimeout(settings.stopTimeout());
            return context.stableInstance() ? shared.withStableInstance(context.instance()) : shared;
        } catch (IllegalArgumentException e) {
            throw new SettingsException("settings leadrelay.agent: " + e.getMessage());
        }
    }

    private static WorkerClients clients(ServiceContext context, int maxBytes) {
        return new WorkerClients(
                context.kafka()::consumer,
                overrides -> {
                    Map<String, Object> settings = new HashMap<>(overrides);
                    // Dead letters carry whole records; the topics' own limits are what counts.
                    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 4 * maxBytes);
                    return context.kafka().producer(settings);
                },
                context.kafka()::admin);
    }

    private static Producer<byte[], byte[]> heartbeatProducer(ServiceContext context) {
        return context.kafka()
                .producer(Map.of(
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG, 3_000,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 3_000));
    }
}
