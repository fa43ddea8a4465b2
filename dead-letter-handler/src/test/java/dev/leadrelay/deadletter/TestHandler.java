package dev.leadrelay.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.TriageOutcome;
import dev.leadrelay.schemas.serde.RecordCodec;
import io.javalin.Javalin;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/** A whole handler over a fake broker, with its HTTP side on a free port. */
final class TestHandler implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    final FakeBroker broker;
    final RecordCodec codec = PlainSerde.codec();
    final TestStore store;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final List<String> fatal = new CopyOnWriteArrayList<>();
    final Projection projection;
    final DecisionWriter writer;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Javalin server;

    TestHandler(FakeBroker broker, TestStore store) {
        this.broker = broker;
        this.store = store;
        String decisions = Samples.TOPICS.triageDecisions().name();
        TriageMetrics metrics = new TriageMetrics(meters, store.queries);
        ReadProgress progress = new ReadProgress();
        Clock clock = Clock.fixed(Instant.ofEpochMilli(Samples.NOON), ZoneOffset.UTC);
        Rebuild rebuild = new Rebuild(clock);
        DecisionRules rules = new DecisionRules(Samples.TOPICS, List.of("orders"));
        projection = new Projection(
                broker::consumer,
                new FactReader(codec, Samples.TOPICS, new ForeignTopics(List.of("*-dlt"), Samples.TOPICS)),
                store.store,
                progress,
                rebuild,
                metrics,
                Duration.ofMillis(20),
                fatal::add);
        writer = new DecisionWriter(
                store.queries,
                rules,
                new DecisionRecords(decisions, codec, new OriginalSearch(broker::consumer)),
                new DecisionPublisher(broker::producer),
                () -> broker.ends(decisions),
                progress,
                clock,
                Duration.ofSeconds(5),
                fatal::add);
        RunSearch runs =
                new RunSearch(Samples.TOPICS.agentRuns().name(), broker::consumer, codec, Duration.ofSeconds(2), 2);
        TriageRoutes routes = new TriageRoutes(store.queries, rules, writer, runs, metrics);
        server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            routes.addTo(config.routes);
            new RebuildRoutes(rebuild).addTo(config.routes);
        });
        server.start("127.0.0.1", 0);
        projection.start();
    }

    void park(DeadLetter letter) {
        String topic = Samples.TOPICS.deadLetters(letter.getStage()).name();
        broker.add(topic, String.valueOf(letter.getLeadKey()), codec.encode(topic, letter));
    }

    void answer(TriageOutcome outcome) {
        String topic = Samples.TOPICS.triageOutcomes().name();
        broker.add(topic, String.valueOf(outcome.getLeadKey()), codec.encode(topic, outcome));
    }

    void awaitState(DeadLetter letter, ItemState state) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> store.queries
                        .item(letter.getDeadLetterId())
                        .filter(item -> item.state() == state)
                        .isPresent());
    }

    HttpResponse<String> send(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .timeout(Duration.ofSeconds(20))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    JsonNode get(String path) throws Exception {
        HttpResponse<String> response = send("GET", path, "");
        if (response.statusCode() != 200) {
            throw new AssertionError(path + ": " + response.statusCode() + " " + response.body());
        }
        return JSON.readTree(response.body());
    }

    HttpResponse<String> decide(DeadLetter letter, String body) throws Exception {
        return send("POST", "/dead-letters/" + letter.getDeadLetterId() + "/decisions", body);
    }

    static JsonNode json(HttpResponse<String> response) throws Exception {
        return JSON.readTree(response.body());
    }

    @Override
    public void close() {
        server.stop();
        writer.close();
        projection.close();
        store.close();
        http.close();
    }
}
