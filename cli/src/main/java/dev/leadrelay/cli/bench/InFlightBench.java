package dev.leadrelay.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leadrelay.cli.LeadRelayMain;
import dev.leadrelay.cli.access.Cluster;
import dev.leadrelay.cli.embedded.EmbeddedBroker;
import dev.leadrelay.cli.embedded.EmbeddedRegistry;
import dev.leadrelay.cli.laptop.GeneratedLeads;
import dev.leadrelay.cli.laptop.LaptopEdition;
import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.Topic;
import dev.leadrelay.schemas.TopicCreation;
import dev.leadrelay.schemas.Topics;
import dev.leadrelay.schemas.records.HandoffHeader;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.ListSettings;
import dev.leadrelay.schemas.records.ResearchRequest;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.serde.RecordCodec;
import dev.leadrelay.service.KafkaClients;
import dev.leadrelay.service.SettingsException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** How many model calls one agent carries at once in 512 MB of heap. */
public final class InFlightBench {
    private static final int GOAL = 5_000;
    private static final int REQUESTS = 5_500;
    private static final int CALL_MILLIS = 30_000;
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final String LIST = "inflight";

    private InFlightBench() {}

    public static BenchReport run(BenchOptions options) throws InterruptedException {
        Path data = options.data();
        List<String> model = List.of("latency-millis=" + CALL_MILLIS, "latency-sigma=0");
        try (EmbeddedBroker broker = EmbeddedBroker.start(data.resolve("broker"), 0);
                EmbeddedRegistry registry = EmbeddedRegistry.start(data.resolve("registry"), 0);
                StubModel stub = StubModel.start(data.resolve("model.log"), model);
                RecordCodec codec = RecordCodec.create(Map.of("schema.registry.url", registry.url()))) {
            KafkaClients kafka = new KafkaClients(broker.bootstrapServers(), Map.of());
            try (Admin admin = kafka.admin()) {
                TopicCreation.ensure(
                        admin, new Topics(""), LaptopEdition.PARTITIONS, (short) 1, 1 << 20, Duration.ofSeconds(30));
            }
            Cluster cluster = new Cluster(Optional.empty(), kafka, codec, new Topics(""), LaptopEdition.PARTITIONS);
            double ceiling = RawCeiling.recordsPerSecond(cluster);
            Process agent = agent(data, broker, registry, stub);
            try {
                produce(cluster, options.seed());
                return watch(agent, stub, ceiling);
            } finally {
                agent.destroy();
                if (!agent.waitFor(20, TimeUnit.SECONDS)) {
                    agent.destroyForcibly();
                }
            }
        }
    }

    private static BenchReport watch(Process agent, StubModel stub, double ceiling) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        JsonNode stats = stub.stats();
        while (stats.path("maxInFlight").asLong() < GOAL && agent.isAlive() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(250);
            stats = stub.stats();
        }
        long most = stats.path("maxInFlight").asLong();
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("heapMegabytes", 512);
        more.put("agentAlive", agent.isAlive());
        more.put("callsBegun", stats.path("calls").asLong());
        more.put("rawRecordsPerSecond", ceiling);
        more.put(
                "agentCpuSeconds",
                agent.info().totalCpuDuration().map(cpu -> cpu.toMillis() / 1e3).orElse(-1.0));
        return new BenchReport("inflight", most, "calls in flight in one agent", GOAL, most >= GOAL, more);
    }

    private static Process agent(Path data, EmbeddedBroker broker, EmbeddedRegistry registry, StubModel stub) {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                "-Dleadrelay.research.plan=DIRECT",
                "-Dleadrelay.research.fetch-page.hosts.\"*.example\"=" + stub.address(),
                LeadRelayMain.class.getName(),
                "run",
                "research-agent");
        Map<String, String> environment = builder.environment();
        environment.put("LEADRELAY_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
        environment.put("LEADRELAY_REGISTRY_URL", registry.url());
        environment.put("LEADRELAY_REGISTRY_AUTO_REGISTER", "true");
        environment.put("LEADRELAY_HTTP_PORT", "0");
        environment.put("LEADRELAY_AGENT_IN_FLIGHT", "6000");
        environment.put("LEADRELAY_MODEL_URL", "http://" + stub.address() + "/v1");
        environment.put("LEADRELAY_MODEL_KEY", "none");
        environment.put("LEADRELAY_MODEL_NAME", "simulator");
        environment.put("LEADRELAY_MODEL_MAX_CONCURRENT", "6000");
        environment.put("LEADRELAY_MODEL_TIMEOUT", "PT120S");
        File log = data.resolve("agent.log").toFile();
        try {
            return builder.redirectErrorStream(true).redirectOutput(log).start();
        } catch (IOException e) {
            throw new SettingsException("the agent does not start: " + e.getMessage());
        }
    }

    private static void produce(Cluster cluster, long seed) {
        Topic topic = cluster.topics().requests(Stage.RESEARCH);
        ListSettings settings = ListSettings.newBuilder()
                .setProfile("none")
                .setLanguage("en")
                .setMaxTokensPerLead(200_000)
                .setMaxCostMicrosPerLead(200_000)
                .build();
        try (Producer<byte[], byte[]> producer = cluster.kafka().producer(Map.of("linger.ms", "5"))) {
            for (Lead lead : GeneratedLeads.of(seed, REQUESTS)) {
                String key = Identifiers.leadKey(LIST, lead.getLeadId());
                ResearchRequest request = ResearchRequest.newBuilder()
                        .setHeader(header(key, lead))
                        .setLead(lead)
                        .setSettings(settings)
                        .build();
                producer.send(new ProducerRecord<>(
                        topic.name(),
                        key.getBytes(StandardCharsets.UTF_8),
                        cluster.codec().encode(topic.name(), request)));
            }
        }
    }

    private static HandoffHeader header(String key, Lead lead) {
        String handoffId = Identifiers.handoffId(key, Stage.RESEARCH, 1);
        return HandoffHeader.newBuilder()
                .setHandoffId(handoffId)
                .setListId(LIST)
                .setLeadId(lead.getLeadId())
                .setStage(Stage.RESEARCH)
                .setAttempt(1)
                .setIssuedAt(Instant.now())
                .setBudgetTokens(200_000)
                .setBudgetCostMicros(200_000)
                .setHop(1)
                .setLineage(Identifiers.lineage("", handoffId))
                .build();
    }
}
