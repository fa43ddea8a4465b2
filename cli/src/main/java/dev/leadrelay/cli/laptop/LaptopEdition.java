package dev.leadrelay.cli.laptop;

import dev.leadrelay.cli.access.RunFile;
import dev.leadrelay.cli.embedded.EmbeddedBroker;
import dev.leadrelay.cli.embedded.EmbeddedRegistry;
import dev.leadrelay.cli.embedded.LoopbackPorts;
import dev.leadrelay.schemas.TopicCreation;
import dev.leadrelay.schemas.Topics;
import dev.leadrelay.service.KafkaClients;
import dev.leadrelay.service.RunningService;
import dev.leadrelay.service.ServiceFactory;
import dev.leadrelay.service.SettingsException;
import dev.leadrelay.service.SettingsSource;
import dev.leadrelay.simulator.ModelSimulator;
import dev.leadrelay.simulator.SimulatorSettings;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Broker, registry, simulator and all services in this process (the registry in a child of it). Closing stops everything
 * in the reverse order of the start. Thread-safe.
 */
public final class LaptopEdition implements AutoCloseable {
    /** Partitions of the topics: enough to see that there are several, few enough to be quick. */
    public static final int PARTITIONS = 3;

    private static final int MAX_MESSAGE_BYTES = 1024 * 1024;
    private static final Duration TOPICS_TIMEOUT = Duration.ofSeconds(30);
    private static final Logger LOG = LoggerFactory.getLogger(LaptopEdition.class);

    private record Part(String name, AutoCloseable closeable) {}

    private final Deque<Part> started = new ArrayDeque<>();
    private final Map<String, RunningService> services = new LinkedHashMap<>();
    private final LaptopOptions options;
    private final Consumer<String> progress;
    private @Nullable ModelSimulator simulator;
    private @Nullable RunFile run;
    private boolean closed;

    private LaptopEdition(LaptopOptions options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
    }

    /**
     * Starts everything; returns when all services take work, after about ten seconds.
     *
     * @param progress takes one line a step
     * @throws SettingsException when a person has to change something first; whatever had been started is stopped again
     */
    public static LaptopEdition start(LaptopOptions options, Consumer<String> progress) throws InterruptedException {
        Optional<RunFile> running = RunFile.find(options.data());
        if (running.isPresent()) {
            throw new SettingsException("an installation already runs over " + options.data() + " (process "
                    + running.get().pid() + "); stop it or give another folder with --data");
        }
        LaptopEdition edition = new LaptopEdition(options, progress);
        Thread stop = new Thread(edition::closeOnExit, "laptop-stop");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            edition.startAll(SettingsSource.ofProcess(options.settings(), null).read(LaptopSettings.class));
            return edition;
        } catch (InterruptedException | RuntimeException e) {
            edition.close();
            throw e;
        }
    }

    /**
     * What the agents of a running laptop edition are told of their tools.
     *
     * @param simulatorUrl base URL of its simulator; empty when a real model is used
     */
    public static Map<String, String> toolSettings(String simulatorUrl) {
        return simulatorUrl.isEmpty()
                ? Map.of()
                : LaptopPlan.tools(URI.create(simulatorUrl).getAuthority());
    }

    /** Addresses of everything. */
    public RunFile run() {
        if (run == null) {
            throw new IllegalStateException("not started");
        }
        return run;
    }

    /** The simulator, unless a real model takes its place. */
    public Optional<ModelSimulator> simulator() {
        return Optional.ofNullable(simulator);
    }

    /** Completes with one line when a service cannot go on. */
    public void onFailure(Consumer<String> sink) {
        services.forEach((name, service) -> service.failure().thenAccept(line -> sink.accept(name + ": " + line)));
    }

    private synchronized void closeOnExit() {
        if (!closed) {
            progress.accept("stopping");
            close();
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        RunFile.delete(options.data());
        while (!started.isEmpty()) {
            Part part = started.pop();
            try {
                part.closeable().close();
            } catch (Exception e) {
                LOG.warn("{} did not stop in good order", part.name(), e);
            }
        }
    }

    private void startAll(LaptopSettings ports) throws InterruptedException {
        LaptopPlan plan = LaptopPlan.of(options);
        EmbeddedBroker broker =
                begin("broker", () -> EmbeddedBroker.start(options.data().resolve("broker"), ports.brokerPort()));
        progress.accept("broker on " + broker.bootstrapServers());
        EmbeddedRegistry registry = begin(
                "registry", () -> EmbeddedRegistry.start(options.data().resolve("registry"), ports.registryPort()));
        progress.accept("schema registry on " + registry.url());
        createTopics(broker);
        Optional<String> simulated = startSimulator(ports);
        Optional<String> second = options.scenario().hasTwoSimulators() ? Optional.of(startSecond()) : simulated;
        Map<String, String> settings = plan.settings(broker.bootstrapServers(), registry.url(), simulated, second);
        for (Map.Entry<String, ServiceFactory> service : Services.factories().entrySet()) {
            startService(service.getKey(), service.getValue(), settings, ports);
        }
        run = new RunFile(
                ProcessHandle.current().pid(),
                broker.bootstrapServers(),
                registry.url(),
                address("orchestrator"),
                address("dead-letter-handler"),
                simulated.map(simulatorAddress -> "http://" + simulatorAddress).orElse(""),
                plan.profiles().toString());
        run.write(options.data());
    }

    private void createTopics(EmbeddedBroker broker) {
        KafkaClients kafka = new KafkaClients(broker.bootstrapServers(), Map.of());
        try (Admin admin = kafka.admin()) {
            TopicCreation.ensure(admin, new Topics(""), PARTITIONS, (short) 1, MAX_MESSAGE_BYTES, TOPICS_TIMEOUT);
        }
    }

    private Optional<String> startSimulator(LaptopSettings ports) throws InterruptedException {
        String given = options.simulator();
        if (given != null) {
            return Optional.of(given);
        }
        Optional<String> real = RealModel.named(System.getenv());
        if (real.isPresent()) {
            progress.accept("model at " + real.get());
            return Optional.empty();
        }
        int port = LoopbackPorts.require(ports.simulatorPort(), "LEADRELAY_LAPTOP_SIMULATOR_PORT");
        ModelSimulator begun = begin("simulator", () -> startSimulator(simulatorOn(port)));
        simulator = begun;
        progress.accept("model simulator on http://" + LoopbackPorts.HOST + ":" + begun.port()
                + " (set LEADRELAY_MODEL_URL, _KEY and _NAME for a real model)");
        return Optional.of(LoopbackPorts.HOST + ":" + begun.port());
    }

    /** The second provider, on any free port: nobody needs to know it. */
    private String startSecond() throws InterruptedException {
        ModelSimulator second = begin("second simulator", () -> startSimulator(simulatorOn(0)));
        progress.accept("second model simulator on http://" + LoopbackPorts.HOST + ":" + second.port());
        return LoopbackPorts.HOST + ":" + second.port();
    }

    private SimulatorSettings simulatorOn(int port) {
        return options.scenario()
                .applied(SimulatorSettings.defaults()
                        .withAddress(LoopbackPorts.HOST, port)
                        .withSeed(options.seed())
                        .withFaultRate(options.faults())
                        .withLatency(options.latency(), options.latency().isZero() ? 0 : 0.3));
    }

    private static ModelSimulator startSimulator(SimulatorSettings settings) {
        try {
            return ModelSimulator.start(settings);
        } catch (IOException e) {
            throw new SettingsException("the simulator cannot listen on port " + settings.port() + ": " + e.getMessage()
                    + "; set another one with LEADRELAY_LAPTOP_SIMULATOR_PORT");
        }
    }

    private void startService(String name, ServiceFactory factory, Map<String, String> shared, LaptopSettings ports)
            throws InterruptedException {
        int port = switch (name) {
            case "orchestrator" ->
                LoopbackPorts.require(ports.orchestratorPort(), "LEADRELAY_LAPTOP_ORCHESTRATOR_PORT");
            case "dead-letter-handler" -> LoopbackPorts.require(ports.deskPort(), "LEADRELAY_LAPTOP_DESK_PORT");
            default -> 0;
        };
        Map<String, String> settings = new LinkedHashMap<>(shared);
        settings.put("leadrelay.http.port", Integer.toString(port));
        settings.put("leadrelay.instance.name", name);
        services.put(name, begin(name, () -> RunningService.start(name, settings, factory)));
        progress.accept(name + " on " + address(name));
    }

    private String address(String name) {
        RunningService service = services.get(name);
        return service == null ? "" : "http://" + LoopbackPorts.HOST + ":" + service.httpPort();
    }

    private interface Start<T extends AutoCloseable> {
        T start() throws InterruptedException;
    }

    private synchronized <T extends AutoCloseable> T begin(String name, Start<T> start) throws InterruptedException {
        if (closed) {
            throw new InterruptedException("stopped while starting");
        }
        T begun = start.start();
        started.push(new Part(name, begun));
        return begun;
    }
}
