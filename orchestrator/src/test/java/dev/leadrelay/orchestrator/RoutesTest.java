package dev.leadrelay.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leadrelay.orchestrator.topology.FingerprintDeserializer;
import dev.leadrelay.orchestrator.topology.FingerprintSerializer;
import dev.leadrelay.orchestrator.topology.LeadView;
import dev.leadrelay.schemas.Topic;
import dev.leadrelay.schemas.Topics;
import dev.leadrelay.schemas.records.LeadState;
import dev.leadrelay.schemas.records.LeadStatus;
import dev.leadrelay.schemas.records.ListProgress;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.Usage;
import dev.leadrelay.schemas.serde.RecordCodec;
import io.javalin.Javalin;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.state.HostInfo;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** REST over a view of a compacted topic, as people and programs see it. */
class RoutesTest {
    private static final Instant NOW = Instant.parse("2026-11-01T08:00:00Z");
    private static final Topic TOPIC = new Topics("").progress();
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC.name(), 0);

    private final RecordCodec codec = RecordCodec.create(Map.of(
            RecordCodec.SERIALIZER, FingerprintSerializer.class.getName(),
            RecordCodec.DESERIALIZER, FingerprintDeserializer.class.getName()));
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final HttpClient http = HttpClient.newHttpClient();
    private CompactedView<ListProgress> view;
    private Javalin server;
    private long offset;

    @BeforeEach
    void start() {
        consumer.updatePartitions(
                TOPIC.name(), List.of(new PartitionInfo(TOPIC.name(), 0, Node.noNode(), new Node[0], new Node[0])));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        view = new CompactedView<>(() -> consumer, codec, TOPIC, ListProgress.class);
        server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            new Routes(view, RoutesTest::find).addTo(config.routes);
        });
        server.start("127.0.0.1", 0);
        view.start();
        Awaitility.await().until(() -> consumer.assignment().contains(PARTITION));
    }

    @AfterEach
    void stop() {
        server.stop();
        view.close();
        http.close();
        codec.close();
    }

    @Test
    void showsTheLatestLedgerOfEachListAndTheirSum() throws Exception {
        add("l1", progress("l1", 5, 1));
        add("l2", progress("l2", 2, 2));
        add("l1", progress("l1", 7, 4));
        add("gone", progress("gone", 9, 9));
        addBytes("gone", null);
        addBytes("odd", new byte[] {1});
        Awaitility.await()
                .until(() -> view.get("l2").isPresent() && view.get("gone").isEmpty());

        assertThat(get("/lists").body()).hasSize(2);
        assertThat(get("/lists/l1").body().get("delivered").asLong()).isEqualTo(4);
        assertThat(get("/lists/l1").body().get("updatedAt").asText()).isEqualTo("2026-11-01T08:00:00Z");
        JsonNode ledger = get("/ledger").body();
        assertThat(ledger.get("accepted").asLong()).isEqualTo(9);
        assertThat(ledger.get("delivered").asLong()).isEqualTo(6);
        assertThat(ledger.get("balanced").asBoolean()).isTrue();
    }

    @Test
    void anUnknownListIsOneLineOfJson() throws Exception {
        Answer answer = get("/lists/nope");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body().get("error").asText()).isEqualTo("no list nope is known");
    }

    @Test
    void findsALeadHereOrSaysWhereItIs() throws Exception {
        assertThat(get("/leads/l/here").body().get("state").get("status").asText())
                .isEqualTo("SCORING");
        assertThat(get("/leads/l/nowhere").status()).isEqualTo(404);
        assertThat(get("/leads/l/moving").status()).isEqualTo(503);
        Answer elsewhere = get("/leads/l/else%20where");
        assertThat(elsewhere.status()).isEqualTo(307);
        assertThat(elsewhere.location()).isEqualTo("http://other:7/leads/l/else%20where");
    }

    private static LeadView.Found find(String key) {
        return switch (key) {
            case "l/here" -> new LeadView.Found.Here(new LeadView(state(), null, null, null, null));
            case "l/else where" -> new LeadView.Found.At(new HostInfo("other", 7));
            case "l/moving" -> new LeadView.Found.Moving();
            default -> new LeadView.Found.Nowhere();
        };
    }

    private void add(String key, ListProgress progress) {
        addBytes(key, codec.encode(TOPIC.name(), progress));
    }

    private void addBytes(String key, byte[] value) {
        long at = offset++;
        consumer.schedulePollTask(
                () -> consumer.addRecord(new ConsumerRecord<>(TOPIC.name(), 0, at, key.getBytes(), value)));
    }

    private Answer get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build(),
                HttpResponse.BodyHandlers.ofString());
        JsonNode body = response.body().isEmpty()
                ? new ObjectMapper().nullNode()
                : new ObjectMapper().readTree(response.body());
        return new Answer(
                response.statusCode(),
                body,
                response.headers().firstValue("Location").orElse(""));
    }

    private record Answer(int status, JsonNode body, String location) {}

    private static ListProgress progress(String listId, long accepted, long delivered) {
        return ListProgress.newBuilder()
                .setListId(listId)
                .setSource("test")
                .setAccepted(accepted)
                .setDelivered(delivered)
                .setDisqualified(0)
                .setDiscarded(0)
                .setParked(0)
                .setActive(accepted - delivered)
                .setQueued(0)
                .setDuplicates(0)
                .setUnattributed(0)
                .setBalanced(true)
                .setComplete(false)
                .setCancelled(false)
                .setPartsReceived(1)
                .setWindow(50)
                .setModelCalls(0)
                .setTokens(0)
                .setSpentMicros(0)
                .setReservedMicros(0)
                .setSubmittedAt(NOW)
                .setUpdatedAt(NOW)
                .build();
    }

    private static LeadState state() {
        return LeadState.newBuilder()
                .setListId("l")
                .setLeadId("here")
                .setStatus(LeadStatus.SCORING)
                .setStage(Stage.SCORING)
                .setLineage("")
                .setUsage(new Usage(0, 0L, 0L, 0L))
                .build();
    }
}
