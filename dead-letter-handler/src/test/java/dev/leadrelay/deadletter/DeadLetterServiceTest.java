package dev.leadrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leadrelay.schemas.Topic;
import dev.leadrelay.schemas.TopicCreation;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.OutcomeKind;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.TriageDecision;
import dev.leadrelay.schemas.serde.Decoded;
import dev.leadrelay.schemas.serde.RecordCodec;
import dev.leadrelay.service.KafkaClients;
import dev.leadrelay.service.RunningService;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole service on a real broker: transactions, positions behind their markers, restart. */
class DeadLetterServiceTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RETRY = "{\"kind\":\"RETRY\",\"by\":\"ann\"}";

    @TempDir
    Path folder;

    private final RecordCodec codec = PlainSerde.codec();
    private final HttpClient http = HttpClient.newHttpClient();
    private RealBroker broker;
    private KafkaClients kafka;
    private Producer<byte[], byte[]> producer;
    private RunningService service;

    @BeforeEach
    void start() throws Exception {
        broker = new RealBroker(Files.createDirectory(folder.resolve("broker")));
        kafka = new KafkaClients(broker.bootstrap, Map.of());
        try (Admin admin = kafka.admin()) {
            TopicCreation.ensure(admin, Samples.TOPICS, 3, (short) 1, 1_048_576, Duration.ofSeconds(60));
        }
        producer = kafka.producer(Map.of());
        service = run();
    }

    @AfterEach
    void stop() {
        service.close();
        producer.close();
        broker.close();
        http.close();
    }

    @Test
    void decidesAndGoesOnAfterARestart() throws Exception {
        DeadLetter parked = Samples.parked(1);
        DeadLetter stray = Samples.stray(2, new byte[] {(byte) 0xff, 1});
        send(Samples.TOPICS.deadLetters(Stage.WRITER), parked.getLeadKey(), parked);
        send(Samples.TOPICS.deadLetters(Stage.LISTS), "some-key", stray);
        awaitState(parked, "OPEN");
        awaitState(stray, "OPEN");

        HttpResponse<String> first = decide(parked);
        HttpResponse<String> second = decide(parked);
        HttpResponse<String> injected = decide(stray);

        assertThat(first.statusCode()).as(first.body()).isEqualTo(202);
        assertThat(second.statusCode()).as(second.body()).isEqualTo(409);
        assertThat(injected.statusCode()).as(injected.body()).isEqualTo(202);
        awaitState(stray, "RETRIED");
        awaitState(parked, "DECIDED");
        assertThat(reinjected()).containsExactly(0xff, 1);
        JsonNode before = get("/dead-letters");

        service.close();
        service = run();

        await().until(() -> get("/summary").get("total").asInt() == 2);
        assertThat(get("/dead-letters")).isEqualTo(before);
        HttpResponse<String> third = decide(parked);
        assertThat(third.statusCode()).as(third.body()).isEqualTo(409);
        TriageDecision decision =
                decision(JSON.readTree(first.body()).get("decisionId").asText());
        send(
                Samples.TOPICS.triageOutcomes(),
                parked.getLeadKey(),
                Samples.outcome(decision, OutcomeKind.REFUSED, "no"));
        awaitState(parked, "OPEN");
        HttpResponse<String> fourth = decide(parked);
        assertThat(fourth.statusCode()).as(fourth.body()).isEqualTo(202);
        await().until(() -> get("/summary").get("lag").asInt() == 0);
        assertThat(call("GET", "/health/ready", "").body())
                .contains("\"status\":\"UP\"", "reader", "decisions", "store");
        await().until(() -> call("GET", "/metrics", "").body().contains("leadrelay_triage_decisions{"));
    }

    private RunningService run() throws Exception {
        return RunningService.start(
                "dead-letter-handler",
                Map.of(
                        "leadrelay.kafka.bootstrap-servers", broker.bootstrap,
                        "leadrelay.registry.serializer", PlainSerde.Writer.class.getName(),
                        "leadrelay.registry.deserializer", PlainSerde.Reader.class.getName(),
                        "leadrelay.dead-letter-handler.store-url", "jdbc:h2:file:" + folder.resolve("store"),
                        "leadrelay.http.port", Integer.toString(RealBroker.freePort())),
                DeadLetterMain::create);
    }

    private void send(Topic topic, String key, SpecificRecord record) throws Exception {
        producer.send(new ProducerRecord<>(topic.name(), key.getBytes(), codec.encode(topic.name(), record)))
                .get();
    }

    private HttpResponse<String> decide(DeadLetter letter) throws Exception {
        return call("POST", "/dead-letters/" + letter.getDeadLetterId() + "/decisions", RETRY);
    }

    private void awaitState(DeadLetter letter, String state) {
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            HttpResponse<String> shown = call("GET", "/dead-letters/" + letter.getDeadLetterId(), "");
            return shown.statusCode() == 200
                    && JSON.readTree(shown.body()).get("state").asText().equals(state);
        });
    }

    private JsonNode get(String path) throws Exception {
        return JSON.readTree(call("GET", path, "").body());
    }

    private HttpResponse<String> call(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.httpPort() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private byte[] reinjected() {
        return first(Samples.TOPICS.lists().name(), record -> true).value();
    }

    private TriageDecision decision(String id) {
        String topic = Samples.TOPICS.triageDecisions().name();
        return decoded(first(topic, record -> decoded(record).getDecisionId().equals(id)));
    }

    private TriageDecision decoded(ConsumerRecord<byte[], byte[]> record) {
        return ((Decoded.Value<TriageDecision>) codec.decode(record.topic(), record.value(), TriageDecision.class))
                .value();
    }

    private ConsumerRecord<byte[], byte[]> first(String topic, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        try (var consumer = kafka.consumer(Map.of())) {
            consumer.assign(consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList());
            return await().until(
                            () -> {
                                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                                    if (wanted.test(record)) {
                                        return record;
                                    }
                                }
                                return null;
                            },
                            record -> record != null);
        }
    }
}
