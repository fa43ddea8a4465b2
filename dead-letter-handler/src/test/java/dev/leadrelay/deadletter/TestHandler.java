package dev.leadrelay.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leadrelay.deadletter.access.Access;
import dev.leadrelay.deadletter.access.AccessSettings;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.LeadResult;
import dev.leadrelay.schemas.records.TriageOutcome;
import dev.leadrelay.schemas.serde.RecordCodec;
import dev.leadrelay.service.SettingsSource;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/** A whole handler over a fake broker, with its HTTP side on a free port. */
final class TestHandler implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(Samples.NOON), ZoneOffset.UTC);

    final FakeBroker broker;
    final RecordCodec codec = PlainSerde.codec();
    final TestStore store;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final List<String> fatal = new CopyOnWriteArrayList<>();
    final Projection projection;
    final DecisionWriter writer;
    final PipelineFeed pipeline;
    final Bulk bulk;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Javalin server;

    TestHandler(FakeBroker broker, TestStore store) {
        this(broker, store, Map.of(), new DecisionCheck(null));
    }

    TestHandler(FakeBroker broker, TestStore store, DecisionCheck check) {
        this(broker, store, Map.of(), check);
    }

    /** @param settings of {@code leadrelay.dead-letter-handler}, without that prefix */
    TestHandler(FakeBroker broker, TestStore store, Map<String, String> settings) {
        this(broker, store, settings, new DecisionCheck(null));
    }

    private TestHandler(FakeBroker broker, TestStore store, Map<String, String> settings, DecisionCheck check) {
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
        OriginalSearch originals = new OriginalSearch(broker::consumer);
        writer = new DecisionWriter(
                store.queries,
                rules,
                check,
                new DecisionRecords(decisions, codec, originals),
                new DecisionPublisher(broker::producer),
                () -> broker.ends(decisions),
                progress,
                rebuild,
                clock,
                Duration.ofSeconds(5),
                fatal::add);
        bulk = Bulk.over(
                store.database.jdbi(),
                store.queries,
                rules,
                new ReplayGate(check),
                writer,
                new BulkLimit(config(settings).bulkAdminAbove()),
                Clock.systemUTC(),
                Duration.ofMillis(20));
        RunSearch runs =
                new RunSearch(Samples.TOPICS.agentRuns().name(), broker::consumer, codec, Duration.ofSeconds(2), 2);
        Access access = Access.create(
                AccessSettings.read(config(settings).access(), "127.0.0.1"), store.database.jdbi(), Clock.systemUTC());
        TriageRoutes routes = new TriageRoutes(store.queries, rules, writer, check, runs, metrics, access);
        pipeline = new PipelineFeed(
                broker::consumer,
                codec,
                Samples.TOPICS.progress().name(),
                Samples.TOPICS.agentStatus().name(),
                CLOCK,
                Duration.ofMillis(20));
        DeskFrame frame = new DeskFrame(context -> new Viewer(
                access.viewer(context).name(),
                access.viewer(context).canDecide(),
                access.viewer(context).canAdminister(),
                access.loggedIn(context).isPresent(),
                access.csrfToken(context)));
        DeskRoutes desk = new DeskRoutes(
                frame,
                store.queries,
                pipeline,
                CLOCK,
                new LetterPages(
                        frame,
                        store.queries,
                        rules,
                        writer,
                        runs,
                        originals,
                        new ParkedLimit(
                                config(settings).expireAfter(), config(settings).parkedDeadline()),
                        CLOCK),
                new EditPages(frame, store.queries, check, writer, CLOCK),
                new LeadPages(
                        frame,
                        new LeadQueries(store.database.jdbi(), Samples.TOPICS),
                        store.queries,
                        new ResultSearch(originals, codec),
                        pipeline),
                new BulkPages(frame, bulk.jobs(), CLOCK),
                new AuditPages(
                        frame,
                        new AuditQueries(store.database.jdbi()),
                        store.queries,
                        new TriagePolicy(true, null, Duration.ofDays(30)),
                        access.log()));
        server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            access.addTo(config.routes);
            routes.addTo(config.routes);
            new RebuildRoutes(rebuild).addTo(config.routes);
            new BulkRoutes(bulk.jobs(), access).addTo(config.routes);
            desk.addTo(config.routes);
        });
        server.start("127.0.0.1", 0);
        projection.start();
        pipeline.start();
        bulk.runner().start();
    }

    static DeadLetterConfig config(Map<String, String> settings) {
        Map<String, String> named = new HashMap<>();
        settings.forEach((name, value) -> named.put("leadrelay.dead-letter-handler." + name, value));
        return SettingsSource.ofProcess(named, null).read(DeadLetterConfig.class);
    }

    void park(DeadLetter letter) {
        String topic = Samples.TOPICS.deadLetters(letter.getStage()).name();
        broker.add(topic, String.valueOf(letter.getLeadKey()), codec.encode(topic, letter));
    }

    void answer(TriageOutcome outcome) {
        String topic = Samples.TOPICS.triageOutcomes().name();
        broker.add(topic, String.valueOf(outcome.getLeadKey()), codec.encode(topic, outcome));
    }

    void end(LeadResult result) {
        String topic = Samples.TOPICS.leadResults().name();
        broker.add(topic, result.getLeadKey(), codec.encode(topic, result));
    }

    /** Waits until the store says so, and the index, which is behind it, finds it so. */
    void awaitState(DeadLetter letter, ItemState state) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .ignoreExceptionsInstanceOf(RequestException.class)
                .until(() -> store.queries
                        .item(letter.getDeadLetterId())
                        .filter(item -> item.state() == state && isFound(item))
                        .isPresent());
    }

    private boolean isFound(Item item) {
        ItemFilter filter =
                new ItemFilter(null, null, null, item.state().name(), null, null, item.parkedAt(), item.parkedAt() + 1);
        return store.queries.places(filter, null, 100).stream()
                .anyMatch(place -> place.id().equals(item.id()));
    }

    String url() {
        return "http://127.0.0.1:" + server.port();
    }

    HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(20));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** What a browser sends when a form of the desk is submitted. */
    HttpResponse<String> form(String path, String fields) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + path))
                .POST(HttpRequest.BodyPublishers.ofString(fields))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", url())
                .timeout(Duration.ofSeconds(20))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Method and path of every route. */
    List<String> routes() {
        return server.unsafe.internalRouter.allHttpHandlers().stream()
                .map(parsed -> parsed.endpoint)
                .filter(endpoint -> endpoint.method.isHttpMethod())
                .map(endpoint -> endpoint.method.name() + " " + endpoint.path)
                .toList();
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
        pipeline.close();
        bulk.runner().close();
        writer.close();
        projection.close();
        store.close();
        http.close();
    }
}
