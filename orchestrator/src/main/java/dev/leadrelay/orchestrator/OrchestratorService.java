package dev.leadrelay.orchestrator;

import dev.leadrelay.orchestrator.lead.LeadLimits;
import dev.leadrelay.orchestrator.lead.LeadMachine;
import dev.leadrelay.orchestrator.list.ListLimits;
import dev.leadrelay.orchestrator.list.ListMachine;
import dev.leadrelay.orchestrator.topology.Environment;
import dev.leadrelay.orchestrator.topology.LeadView;
import dev.leadrelay.orchestrator.topology.OrchestratorTopology;
import dev.leadrelay.orchestrator.topology.OwnedLedgers;
import dev.leadrelay.orchestrator.topology.PatientCodec;
import dev.leadrelay.orchestrator.topology.TopologyMetrics;
import dev.leadrelay.schemas.records.AgentStatus;
import dev.leadrelay.schemas.records.ListProgress;
import dev.leadrelay.service.HealthState;
import dev.leadrelay.service.HttpSettings;
import dev.leadrelay.service.Service;
import dev.leadrelay.service.ServiceContext;
import dev.leadrelay.service.SettingsException;
import dev.leadrelay.validation.GateSet;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;

/** The orchestrator as a service. Thread-safe. */
public final class OrchestratorService implements Service {
    /** Name of the service. */
    public static final String NAME = "orchestrator";

    private static final int DEFAULT_PORT = 18090;
    private static final String PASS_THROUGH = "leadrelay.orchestrator-streams";
    private static final Duration CLOSE = Duration.ofSeconds(15);
    private static final Duration SHORTEST_SLOT = Duration.ofSeconds(1);
    private static final Duration LONGEST_SLOT = Duration.ofMinutes(1);

    private final ServiceContext context;
    private final OrchestratorSettings settings;
    private final ProfileGates gates;
    private final HostInfo address;
    private final CompactedView<AgentStatus> heartbeats;
    private final CompactedView<ListProgress> progress;
    private final OwnedLedgers ledgers = new OwnedLedgers();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile @Nullable KafkaStreams streams;

    /** @throws SettingsException when a setting, a profile, the policy or the seller cannot be used */
    public OrchestratorService(ServiceContext context, GateSet standing) {
        this.context = context;
        this.settings = context.settings(OrchestratorSettings.class);
        this.gates = GateFiles.load(settings, standing);
        this.address = address(settings, context.settings(HttpSettings.class));
        this.heartbeats = new CompactedView<>(
                () -> context.kafka().consumer(Map.of()),
                context.codec(),
                context.topics().agentStatus(),
                AgentStatus.class);
        this.progress = new CompactedView<>(
                () -> context.kafka().consumer(Map.of()),
                context.codec(),
                context.topics().progress(),
                ListProgress.class);
        Metrics.ledger(context.metrics(), ledgers);
        context.health().register("streams", this::health);
    }

    @Override
    public void start() throws InterruptedException {
        int partitions;
        try (Admin admin = context.kafka().admin()) {
            Prerequisites.topics(admin, context.topics(), context.topicSettings(), settings.topicsTimeout());
            partitions = Prerequisites.partitions(admin, context.topics());
        }
        Prerequisites.registry(context.codec(), context.topics(), settings.topicsTimeout(), stopping);
        heartbeats.start();
        progress.start();
        Properties properties = StreamsSettings.of(
                settings,
                context.kafka().common(Map.of()),
                context.source().passThrough(PASS_THROUGH),
                address.host() + ":" + address.port(),
                context.topicSettings().maxMessageBytes(),
                context.topicSettings().replicationFactor());
        KafkaStreams started = streams(environment(partitions), properties);
        started.setUncaughtExceptionHandler(new ThreadFailures(context.fatal(), stopping));
        streams = started;
        Metrics.streams(context.metrics(), started);
        started.start();
    }

    private static KafkaStreams streams(Environment environment, Properties properties) {
        try {
            return new KafkaStreams(OrchestratorTopology.build(environment, properties), properties);
        } catch (ConfigException | StreamsException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new SettingsException("Kafka Streams refuses its settings: " + cause.getMessage()
                    + "; check leadrelay.orchestrator.* and " + PASS_THROUGH + ".*");
        }
    }

    private Environment environment(int partitions) {
        return new Environment(
                context.topics(),
                new PatientCodec(context.codec(), settings.registryPatience(), stopping),
                partitions,
                context.topicSettings().maxMessageBytes(),
                new ListMachine(gates::lead, listLimits()),
                new LeadMachine(gates, leadLimits()),
                new AgentView(heartbeats::values),
                ledgers,
                new TopologyMetrics(context.metrics()),
                timerSlot());
    }

    private ListLimits listLimits() {
        ListLimits defaults = ListLimits.defaults();
        return new ListLimits(
                settings.windowMin(),
                settings.windowMax(),
                defaults.cancelBatch(),
                defaults.progressInterval(),
                settings.keepCompleted());
    }

    private LeadLimits leadLimits() {
        return new LeadLimits(
                settings.stageDeadline(),
                settings.answerDeadline(),
                settings.parkedDeadline(),
                settings.keepCompleted());
    }

    /** Timers may be late by a hundredth of the deadline they serve. */
    private Duration timerSlot() {
        Duration slot = settings.stageDeadline().dividedBy(100);
        if (slot.compareTo(SHORTEST_SLOT) < 0) {
            return SHORTEST_SLOT;
        }
        return slot.compareTo(LONGEST_SLOT) > 0 ? LONGEST_SLOT : slot;
    }

    @Override
    public void routes(JavalinDefaultRoutingApi routes) {
        new Routes(progress, this::find).addTo(routes);
    }

    private LeadView.Found find(String leadKey) {
        KafkaStreams running = streams;
        return running == null ? new LeadView.Found.Moving() : LeadView.find(running, address, leadKey);
    }

    private HealthState health() {
        KafkaStreams running = streams;
        if (running == null) {
            return new HealthState.Down("Kafka Streams is not started yet");
        }
        return switch (running.state()) {
            case RUNNING -> new HealthState.Up();
            case CREATED, REBALANCING -> new HealthState.Degraded("partitions are being assigned or restored");
            case PENDING_SHUTDOWN, NOT_RUNNING, PENDING_ERROR, ERROR ->
                new HealthState.Down("Kafka Streams is " + running.state());
        };
    }

    @Override
    public void close() {
        stopping.countDown();
        KafkaStreams running = streams;
        if (running != null) {
            running.close(CloseOptions.timeout(CLOSE)
                    .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        }
        heartbeats.close();
        progress.close();
    }

    private static HostInfo address(OrchestratorSettings settings, HttpSettings http) {
        String text = settings.advertisedAddress()
                .orElseGet(() -> http.host() + ":" + http.port().orElse(DEFAULT_PORT));
        HostInfo address;
        try {
            address = HostInfo.buildFromEndpoint(text);
        } catch (RuntimeException e) {
            address = null;
        }
        if (address == null) {
            throw new SettingsException(
                    "leadrelay.orchestrator.advertised-address must be host:port, it is '" + text + "'");
        }
        return address;
    }
}
