package dev.leadrelay.agent.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.leadrelay.agent.AgentDefinition;
import dev.leadrelay.agent.attempt.Fixtures;
import dev.leadrelay.agent.prompt.PromptUse;
import dev.leadrelay.agent.stage.MemoryCodec;
import dev.leadrelay.agent.worker.EmbeddedBroker;
import dev.leadrelay.schemas.Topics;
import dev.leadrelay.schemas.records.AgentRun;
import dev.leadrelay.schemas.records.AgentState;
import dev.leadrelay.schemas.records.AgentStatus;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.HandoffHeader;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.schemas.records.ResearchRequest;
import dev.leadrelay.schemas.records.ResearchResult;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.serde.Decoded;
import dev.leadrelay.schemas.serde.RecordCodec;
import dev.leadrelay.service.RunningService;
import dev.leadrelay.service.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentServiceTest {
    private static final Topics TOPICS = new Topics("");
    private static final int LEADS = 20;

    private final RecordCodec codec = MemoryCodec.create();
    private final Map<String, List<ConsumerRecord<byte[], byte[]>>> seen = new HashMap<>();

    @Test
    void servesRequestsAndPutsPoisonAside(@TempDir Path directory) throws Exception {
        String requests = TOPICS.requests(Stage.RESEARCH).name();
        HttpServer model = model();
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
            broker.create(3, TOPICS.all().stream().map(topic -> topic.name()).toArray(String[]::new));
            produce(broker, requests);
            try (KafkaConsumer<byte[], byte[]> outputs = consumer(broker)) {
                try (RunningService running = RunningService.start(
                        "research-agent",
                        settings(broker, model),
                        context -> AgentService.create(context, definition()))) {
                    await().atMost(Duration.ofSeconds(60)).until(() -> poll(outputs, "agent.runs") >= LEADS);
                    await().until(() -> poll(outputs, "research.dead-letters") >= 1);
                    assertThat(get(running, "/health/ready")).contains("worker");
                    assertThat(get(running, "/metrics"))
                            .contains("leadrelay_agent_attempts_seconds_count")
                            .contains("leadrelay_model_cache_hits_total{")
                            .contains("leadrelay_model_cache_misses_total{")
                            .contains("class=\"MALFORMED_RECORD\"");
                }
                await().until(() -> poll(outputs, "agents.status") > 0
                        && read("agents.status", AgentStatus.class).getLast().getState() == AgentState.STOPPED);
            }
        } finally {
            model.stop(0);
        }

        assertThat(read("research.results", ResearchResult.class))
                .hasSize(LEADS)
                .allSatisfy(result -> assertThat(result.getOutcome()).isInstanceOf(Research.class))
                .extracting(result -> result.getHeader().getLeadId())
                .doesNotHaveDuplicates();
        assertThat(read("agent.runs", AgentRun.class)).hasSize(LEADS);
        assertThat(read("research.dead-letters", DeadLetter.class))
                .singleElement()
                .satisfies(letter -> assertThat(letter.getFailureClass()).isEqualTo(FailureClass.MALFORMED_RECORD));
        assertThat(read("agents.status", AgentStatus.class))
                .extracting(AgentStatus::getState)
                .contains(AgentState.RUNNING);
    }

    @Test
    void aMissingPromptIsOneLineAtStart() {
        Map<String, String> settings = new HashMap<>(Map.of("leadrelay.agent.prompts.plain", "77"));
        settings.put("leadrelay.http.port", "0");
        settings.put("leadrelay.registry.serializer", MemoryCodec.Writer.class.getName());
        settings.put("leadrelay.registry.deserializer", MemoryCodec.Reader.class.getName());

        assertThatThrownBy(() -> RunningService.start(
                        "research-agent", settings, context -> AgentService.create(context, definition())))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("plain/77");
    }

    private static AgentDefinition<ResearchRequest, Research> definition() {
        return new AgentDefinition<>(
                "research-agent",
                "1",
                Stage.RESEARCH,
                ResearchRequest.class,
                ResearchRequest::getHeader,
                null,
                (request, context) -> context.ask(Fixtures.ask()).toJudgedOutcome(),
                (header, outcome, verdict, usage, provenance) ->
                        new ResearchResult(header, outcome, verdict, usage, provenance),
                List.of(new PromptUse("plain", Set.of("lead", "evidence"), 500)),
                List.of());
    }

    private static Map<String, String> settings(EmbeddedBroker broker, HttpServer model) {
        return Map.of(
                "leadrelay.kafka.bootstrap-servers",
                broker.bootstrap(),
                "leadrelay.http.port",
                "0",
                "leadrelay.registry.serializer",
                MemoryCodec.Writer.class.getName(),
                "leadrelay.registry.deserializer",
                MemoryCodec.Reader.class.getName(),
                "leadrelay.agent.heartbeat-interval",
                "PT0.2S",
                "leadrelay.model.url",
                "http://127.0.0.1:" + model.getAddress().getPort());
    }

    private void produce(EmbeddedBroker broker, String topic) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrap()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < LEADS; i++) {
                HandoffHeader header = HandoffHeader.newBuilder(Fixtures.header())
                        .setLeadId("lead-" + i)
                        .build();
                ResearchRequest request = ResearchRequest.newBuilder(Fixtures.request())
                        .setHeader(header)
                        .build();
                producer.send(new ProducerRecord<>(
                        topic, ("list/lead-" + i).getBytes(StandardCharsets.UTF_8), codec.encode(topic, request)));
            }
            producer.send(new ProducerRecord<>(topic, new byte[] {1}, new byte[] {9, 9, 9}));
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(EmbeddedBroker broker) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", broker.bootstrap(),
                        "group.id", "test",
                        "auto.offset.reset", "earliest",
                        "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(List.of("research.results", "agent.runs", "research.dead-letters", "agents.status"));
        return consumer;
    }

    private int poll(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        consumer.poll(Duration.ofMillis(100))
                .forEach(record -> seen.computeIfAbsent(record.topic(), ignored -> new ArrayList<>())
                        .add(record));
        return seen.getOrDefault(topic, List.of()).size();
    }

    private <T extends SpecificRecord> List<T> read(String topic, Class<T> type) {
        return seen.getOrDefault(topic, List.of()).stream()
                .map(record -> ((Decoded.Value<T>) codec.decode(topic, record.value(), type)).value())
                .toList();
    }

    private static String get(RunningService running, String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + running.httpPort() + path);
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    /** An OpenAI-compatible model that always gives the good answer. */
    private static HttpServer model() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String body = "{\"id\":\"1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"stub\",\"choices\":[{"
                + "\"index\":0,\"finish_reason\":\"stop\",\"message\":{\"role\":\"assistant\",\"content\":"
                + new ObjectMapper().valueToTree(Fixtures.GOOD)
                + "}}],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":5,\"total_tokens\":15}}";
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        server.start();
        return server;
    }
}
