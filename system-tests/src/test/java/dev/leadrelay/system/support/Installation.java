package dev.leadrelay.system.support;

import dev.leadrelay.cli.access.Cluster;
import dev.leadrelay.cli.access.ListWatch;
import dev.leadrelay.cli.intake.ListParts;
import dev.leadrelay.cli.laptop.ProfileFiles;
import dev.leadrelay.cli.laptop.Services;
import dev.leadrelay.cli.results.Ledger;
import dev.leadrelay.cli.results.ListOutcome;
import dev.leadrelay.schemas.Topic;
import dev.leadrelay.schemas.TopicCreation;
import dev.leadrelay.schemas.Topics;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.LeadList;
import dev.leadrelay.schemas.records.ListProgress;
import dev.leadrelay.schemas.records.ListSettings;
import dev.leadrelay.schemas.serde.RecordCodec;
import dev.leadrelay.service.KafkaClients;
import dev.leadrelay.service.RunningService;
import dev.leadrelay.service.ServiceFactory;
import dev.leadrelay.simulator.ModelSimulator;
import dev.leadrelay.simulator.SimulatorSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;

/**
 * A whole installation of its own on the shared platform: its topics have a prefix, its simulator and its services are its
 * own. Services run in this JVM or as child processes.
 */
public final class Installation implements AutoCloseable {
    /** Partitions of every topic. */
    public static final int PARTITIONS = 3;

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Path SAMPLES =
            Path.of(System.getProperty("leadrelay.home", "..")).resolve("samples");

    private final String prefix;
    private final Path folder;
    private final ModelSimulator simulator;
    private final Map<String, String> settings = new HashMap<>();
    private final Map<String, RunningService> services = new LinkedHashMap<>();
    private final List<ChildService> children = new ArrayList<>();
    private final Cluster cluster;
    private final String profile;

    private Installation(
            String name,
            SimulatorSettings simulatorSettings,
            Map<String, String> given,
            String bootstrapServers,
            String registryUrl,
            Path folder) {
        this.prefix = name + NUMBER.incrementAndGet() + ".";
        this.folder = folder;
        try {
            this.simulator = ModelSimulator.start(simulatorSettings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Path profileFile = SAMPLES.resolve("profile.yaml");
        this.profile = ProfileFiles.nameOf(profileFile);
        ProfileFiles.install(profileFile, folder.resolve("profiles"));
        String model = "127.0.0.1:" + simulator.port();
        settings.put("leadrelay.kafka.bootstrap-servers", bootstrapServers);
        settings.put("leadrelay.registry.url", registryUrl);
        settings.put("leadrelay.registry.auto-register", "true");
        settings.put("leadrelay.topics.prefix", prefix);
        settings.put("leadrelay.topics.partitions", Integer.toString(PARTITIONS));
        settings.put("leadrelay.http.port", "0");
        settings.put("leadrelay.orchestrator.application-id", prefix + "orchestrator");
        settings.put("leadrelay.orchestrator.state-dir", folder.resolve("state").toString());
        settings.put("leadrelay.orchestrator.commit-interval-ms", "25");
        settings.put(
                "leadrelay.orchestrator.profiles-dir",
                folder.resolve("profiles").toString());
        settings.put(
                "leadrelay.orchestrator.seller", SAMPLES.resolve("seller.yaml").toString());
        settings.put(
                "leadrelay.orchestrator.refusal-policy",
                SAMPLES.resolve("refusal-policy.yaml").toString());
        settings.put(
                "leadrelay.dead-letter-handler.profiles-dir",
                folder.resolve("profiles").toString());
        settings.put(
                "leadrelay.dead-letter-handler.seller",
                SAMPLES.resolve("seller.yaml").toString());
        settings.put(
                "leadrelay.dead-letter-handler.refusal-policy",
                SAMPLES.resolve("refusal-policy.yaml").toString());
        settings.put(
                "leadrelay.scoring.profiles-dir", folder.resolve("profiles").toString());
        settings.put("leadrelay.writer.seller", SAMPLES.resolve("seller.yaml").toString());
        settings.put("leadrelay.dead-letter-handler.store-url", "jdbc:h2:file:" + folder.resolve("dead-letters"));
        settings.put("leadrelay.model.url", "http://" + model + "/v1");
        settings.put("leadrelay.model.key", "none");
        settings.put("leadrelay.model.name", ModelSimulator.MODEL);
        settings.put("leadrelay.research.fetch-page.hosts.\"*.example\"", model);
        settings.putAll(given);
        KafkaClients kafka = new KafkaClients(bootstrapServers, Map.of());
        Topics topics = new Topics(prefix);
        try (Admin admin = kafka.admin()) {
            TopicCreation.ensure(admin, topics, PARTITIONS, (short) 1, 1 << 20, Duration.ofSeconds(30));
        }
        this.cluster = new Cluster(
                Optional.empty(),
                kafka,
                RecordCodec.create(Map.of("schema.registry.url", settings.getOrDefault("leadrelay.registry.url", ""))),
                topics,
                PARTITIONS);
    }

    /** An installation with topics but no service yet, and a simulator that makes no mistakes by itself. */
    public static Installation create(String name) {
        return create(name, SimulatorSettings.defaults().withFallibility(0), Map.of());
    }

    /** An installation with a simulator and settings of the test's choice; the settings outrank the usual ones. */
    public static Installation create(String name, SimulatorSettings simulator, Map<String, String> settings) {
        Platform platform = Platform.shared();
        return new Installation(
                name,
                simulator,
                settings,
                platform.bootstrapServers(),
                platform.registryUrl(),
                platform.newFolder(name));
    }

    /** An installation on a broker and a registry other than the shared ones. */
    public static Installation on(String bootstrapServers, String registryUrl, Path folder) {
        SimulatorSettings simulator = SimulatorSettings.defaults().withFallibility(0);
        return new Installation("elsewhere", simulator, Map.of(), bootstrapServers, registryUrl, folder);
    }

    /** Starts services in this JVM, by their names; all five when none is named. */
    public Installation start(String... names) throws InterruptedException {
        List<String> wanted =
                names.length == 0 ? List.copyOf(Services.factories().keySet()) : List.of(names);
        for (String name : wanted) {
            services.put(name, RunningService.start(name, settings(Map.of()), Services.require(name)));
        }
        return this;
    }

    /** A second instance of a service in this JVM, with settings of its own. */
    public RunningService startAnother(String name, Map<String, String> own) throws InterruptedException {
        RunningService service = RunningService.start(name, settings(own), Services.require(name));
        services.put(name + "#" + services.size(), service);
        return service;
    }

    /** A service of the test's own making in this JVM, in place of the one of that name. */
    public Installation start(String name, Map<String, String> own, ServiceFactory factory)
            throws InterruptedException {
        services.put(name, RunningService.start(name, settings(own), factory));
        return this;
    }

    /** Starts a service as a process of its own, to be killed. */
    public ChildService spawn(String name, Map<String, String> own) {
        ChildService child = ChildService.start(name, settings(own), folder);
        children.add(child);
        return child;
    }

    /** The same with a main class of the test's own, which must say that it runs as services do. */
    public ChildService spawn(String name, Class<?> main, Map<String, String> own) {
        ChildService child = ChildService.start(name, main, List.of(), settings(own), folder);
        children.add(child);
        return child;
    }

    /** Stops a service of this JVM in good order. */
    public void stop(String name) {
        RunningService service = services.remove(name);
        if (service != null) {
            service.close();
        }
    }

    public RunningService service(String name) {
        RunningService service = services.get(name);
        if (service == null) {
            throw new IllegalStateException(name + " does not run in this JVM");
        }
        return service;
    }

    public Cluster cluster() {
        return cluster;
    }

    /** What stands in front of the names of its topics. */
    public String prefix() {
        return prefix;
    }

    public Topics topics() {
        return cluster.topics();
    }

    public ModelSimulator simulator() {
        return simulator;
    }

    public Path folder() {
        return folder;
    }

    /** Settings of a list that asks for the sample profile in English, without a budget. */
    public ListSettings listSettings() {
        return ListSettings.newBuilder()
                .setProfile(profile)
                .setLanguage("en")
                .setMaxTokensPerLead(500_000)
                .setMaxCostMicrosPerLead(500_000)
                .build();
    }

    /** Makes every score one call, for tests that count calls; before the services start. */
    public void askForOneVote() {
        changeProfile("votes: 3", "votes: 1");
    }

    /** Changes the text of the profile; before the services start. */
    public void changeProfile(String from, String to) {
        Path file = folder.resolve("profiles").resolve(profile + ".yaml");
        try {
            String text = Files.readString(file);
            if (!text.contains(from)) {
                throw new IllegalArgumentException("the profile does not say " + from);
            }
            Files.writeString(file, text.replace(from, to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts leads onto the input topic as a list. */
    public void submit(String listId, List<Lead> leads) {
        submit(listId, leads, listSettings());
    }

    /** The same with settings of the test's own. */
    public void submit(String listId, List<Lead> leads, ListSettings listSettings) {
        List<LeadList> parts = new ArrayList<>();
        ListParts cutter = new ListParts(listId, "test", listSettings, Instant.now(), parts::add);
        leads.forEach(cutter::add);
        cutter.finish();
        parts.forEach(part -> produce(topics().lists(), listId, part));
    }

    /** Produces one record and waits for the broker. */
    public void produce(Topic topic, String key, SpecificRecord value) {
        produceBytes(topic.name(), null, key, cluster.codec().encode(topic.name(), value));
    }

    /** Produces bytes as they are, into a partition of the test's choice where it matters. */
    public void produceBytes(
            String topic, @org.jspecify.annotations.Nullable Integer partition, String key, byte[] value) {
        try (Producer<byte[], byte[]> producer = cluster.kafka().producer(Map.of())) {
            producer.send(new ProducerRecord<>(topic, partition, key.getBytes(StandardCharsets.UTF_8), value))
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Waits until every lead of a list is parked or terminal, and gives its last ledger. */
    public ListProgress awaitSettled(String listId, Duration atMost) {
        try (ListWatch watch = new ListWatch(cluster, listId)) {
            return Awaitility.await("list " + listId + " settles")
                    .atMost(atMost)
                    .pollInSameThread()
                    .pollInterval(Duration.ofMillis(1))
                    .until(
                            () -> watch.poll(Duration.ofMillis(100)),
                            p -> p.filter(ListProgress::getSettled).isPresent())
                    .orElseThrow();
        }
    }

    /** What the topics hold about a list. */
    public ListOutcome outcome(String listId) {
        return ListOutcome.read(cluster, listId);
    }

    /** The audited books of a list. */
    public Ledger ledger(String listId, ListProgress progress) {
        return Ledger.of(progress, outcome(listId), 0);
    }

    private Map<String, String> settings(Map<String, String> own) {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(own);
        return all;
    }

    @Override
    public void close() {
        children.forEach(ChildService::close);
        List<RunningService> running = new ArrayList<>(services.values());
        running.reversed().forEach(RunningService::close);
        cluster.close();
        simulator.close();
    }
}
