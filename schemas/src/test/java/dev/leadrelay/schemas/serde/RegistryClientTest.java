package dev.leadrelay.schemas.serde;

import static dev.leadrelay.schemas.serde.ScriptedRegistry.broken;
import static dev.leadrelay.schemas.serde.ScriptedRegistry.drip;
import static dev.leadrelay.schemas.serde.ScriptedRegistry.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leadrelay.schemas.records.Usage;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryClientTest {
    private static final Schema SCHEMA = Usage.getClassSchema();
    private static final String UNKNOWN_ID = "{\"error_code\":40403,\"message\":\"Schema not found\"}";

    private final ScriptedRegistry registry = new ScriptedRegistry();
    private final ScriptedRegistry second = new ScriptedRegistry();
    private RegistryClient client = client(Duration.ofSeconds(30), registry.url());

    private static RegistryClient client(Duration quiet, String... urls) {
        List<URI> uris = List.of(urls).stream().map(URI::create).toList();
        return new RegistryClient(new RegistrySettings(uris, null, Duration.ofMillis(1500), 3, quiet));
    }

    private RegistryClient replaceClient(Duration quiet, String... urls) {
        client.close();
        client = client(quiet, urls);
        return client;
    }

    @AfterEach
    void stop() {
        client.close();
        registry.close();
        second.close();
    }

    @Test
    void registersWithTheDocumentedRequestAndAsksOnce() {
        registry.always(status(200, "{\"id\":7}"));

        assertThat(client.register("leads.lists-value", SCHEMA)).isEqualTo(new RegistryResult.Found<>(7));
        assertThat(client.register("leads.lists-value", SCHEMA)).isEqualTo(new RegistryResult.Found<>(7));

        assertThat(registry.seen).hasSize(1);
        ScriptedRegistry.Seen request = registry.seen.getFirst();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/subjects/leads.lists-value/versions");
        assertThat(request.contentType()).isEqualTo("application/vnd.schemaregistry.v1+json");
        assertThat(request.body()).startsWith("{\"schema\":\"{\\\"type\\\":\\\"record\\\"");
        assertThat(request.authorization()).isNull();
    }

    @Test
    void keepsTheBasePathOfTheUrlAndQuotesSubjects() {
        registry.always(status(200, "{\"id\":7}"));
        replaceClient(Duration.ofSeconds(30), registry.url() + "/apis/ccompat/v7")
                .lookUp("a b/c-value", SCHEMA);

        assertThat(registry.seen.getFirst().path()).isEqualTo("/apis/ccompat/v7/subjects/a%20b%2Fc-value");
    }

    @Test
    void readsSchemasVersionsCompatibilityAndConfiguration() {
        String text = "\"{\\\"type\\\":\\\"string\\\"}\"";
        Schema string = Schema.create(Schema.Type.STRING);
        registry.then(status(200, "{\"schema\":" + text + "}"))
                .then(status(200, "{\"subject\":\"s\",\"version\":3,\"id\":9,\"schema\":" + text + "}"))
                .then(status(200, "{\"is_compatible\":false}"))
                .then(status(200, "{\"compatibility\":\"FULL_TRANSITIVE\"}"))
                .then(status(200, "{\"compatibilityLevel\":\"FULL_TRANSITIVE\"}"));

        assertThat(client.byId(9)).isEqualTo(new RegistryResult.Found<>(string));
        assertThat(client.latest("s")).isEqualTo(new RegistryResult.Found<>(new RegistryClient.Version(9, 3, string)));
        assertThat(client.compatible("s", string)).isEqualTo(new RegistryResult.Found<>(false));
        assertThat(client.setCompatibility(null, "FULL_TRANSITIVE"))
                .isEqualTo(new RegistryResult.Found<>("FULL_TRANSITIVE"));
        assertThat(client.compatibility("s")).isEqualTo(new RegistryResult.Found<>("FULL_TRANSITIVE"));
        assertThat(registry.seen)
                .extracting(seen -> seen.method() + " " + seen.path())
                .containsExactly(
                        "GET /schemas/ids/9",
                        "GET /subjects/s/versions/latest",
                        "POST /compatibility/subjects/s/versions/latest",
                        "PUT /config",
                        "GET /config/s");
    }

    @Test
    void retriesAfterServerErrorsAndBrokenConnections() {
        registry.then(status(503, "busy")).then(broken()).always(status(200, "{\"id\":1}"));

        assertThat(client.register("s", SCHEMA)).isEqualTo(new RegistryResult.Found<>(1));
        assertThat(registry.seen).hasSize(3);
    }

    @Test
    void failsOverAndStaysWithTheRegistryThatAnswered() {
        registry.always(status(500, "{}"));
        second.always(status(200, "{\"id\":1}"));
        replaceClient(Duration.ofSeconds(30), registry.url(), second.url());

        assertThat(client.register("a", SCHEMA)).isEqualTo(new RegistryResult.Found<>(1));
        assertThat(client.register("b", SCHEMA)).isEqualTo(new RegistryResult.Found<>(1));
        assertThat(registry.seen).hasSize(1);
        assertThat(second.seen).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"404, 40403", "409, 409", "422, 42201"})
    void givesDefiniteRefusalsWithoutRetryAndRemembersThem(int status, int code) {
        registry.always(status(status, "{\"error_code\":" + code + ",\"message\":\"no\"}"));

        RegistryResult<Integer> refused = new RegistryResult.Refused<>(status, code, "no");
        assertThat(client.register("s", SCHEMA)).isEqualTo(refused);
        assertThat(client.register("s", SCHEMA)).isEqualTo(refused);
        assertThat(registry.seen).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>welcome</html>", "null", "[]", "{\"id\":\"x\"}", "{\"id\":99999999999}", "{"})
    void takesAGarbageAnswerForNoRegistry(String body) {
        registry.always(status(200, body));

        assertThatThrownBy(() -> client.register("s", SCHEMA)).isInstanceOf(RegistryUnavailableException.class);
        assertThat(client.check()).isPresent();
    }

    @Test
    void takesANotFoundOfAnotherServerForNoRegistry() {
        registry.always(status(404, "{\"error_code\":404,\"message\":\"HTTP 404 Not Found\"}"));

        assertThatThrownBy(() -> client.byId(1))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("check the URL");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void badCredentialsAreNotTheRecordsFaultAndAreNotRetried(int status) {
        registry.always(status(status, "{\"error_code\":" + status + ",\"message\":\"Unauthorized\"}"));

        assertThatThrownBy(() -> client.byId(1))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("credentials");
        assertThat(registry.seen).hasSize(1);
    }

    @Test
    void givesUpOnABodyThatDrips() {
        registry.always(drip());
        RegistryClient impatient = new RegistryClient(new RegistrySettings(
                List.of(URI.create(registry.url())), null, Duration.ofMillis(200), 1, Duration.ofSeconds(1)));
        try {
            assertThatThrownBy(() -> impatient.byId(1))
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining("no answer within 200 ms");
        } finally {
            impatient.close();
        }
    }

    @Test
    void aThousandThreadsCostADeadRegistryAHandfulOfMessages() throws Exception {
        registry.always(status(500, "{}"));
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> asked = IntStream.range(0, 1000)
                    .mapToObj(i -> threads.submit(() -> {
                        go.await();
                        return outcomeOfAsking(i);
                    }))
                    .toList();
            go.countDown();
            for (Future<String> each : asked) {
                assertThat(each.get()).isEqualTo("unavailable");
            }
        }
        // Four at once, three attempts each; everybody after that is answered from memory.
        assertThat(registry.seen).hasSizeLessThanOrEqualTo(12);
    }

    private String outcomeOfAsking(int i) {
        try {
            client.register("subject-" + i, SCHEMA);
            return "found";
        } catch (RegistryUnavailableException e) {
            return "unavailable";
        }
    }

    @Test
    void equalQuestionsUnderWayAreAskedOnce() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        registry.always(exchange -> {
            asked.countDown();
            try {
                answer.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            status(200, "{\"id\":1}").answer(exchange);
        });
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<RegistryResult<Integer>>> all = IntStream.range(0, 100)
                    .mapToObj(i -> threads.submit(() -> client.register("s", SCHEMA)))
                    .toList();
            asked.await();
            answer.countDown();
            for (Future<RegistryResult<Integer>> each : all) {
                assertThat(each.get()).isEqualTo(new RegistryResult.Found<>(1));
            }
        }
        assertThat(registry.seen).hasSize(1);
    }

    @Test
    void anInterruptOfTheFirstToAskSparesTheOthers() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        registry.always(exchange -> {
            asked.countDown();
            try {
                answer.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            status(200, "{\"id\":1}").answer(exchange);
        });
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> first = threads.submit(() -> outcomeOfAsking(0));
            asked.await();
            Future<RegistryResult<Integer>> other = threads.submit(() -> client.register("subject-0", SCHEMA));
            first.cancel(true);
            answer.countDown();
            assertThat(other.get()).isEqualTo(new RegistryResult.Found<>(1));
        }
        assertThat(registry.seen).hasSize(1);
    }

    @Test
    void aGoodProbeEndsTheMemoryOfAnOutage() {
        registry.always(status(500, "{}"));
        assertThatThrownBy(() -> client.byId(1)).isInstanceOf(RegistryUnavailableException.class);
        int asked = registry.seen.size();
        assertThatThrownBy(() -> client.byId(1)).isInstanceOf(RegistryUnavailableException.class);
        assertThat(registry.seen).hasSize(asked);
        assertThat(client.check()).isPresent();

        registry.always(status(200, "{\"compatibilityLevel\":\"NONE\"}"));
        assertThat(client.check()).isEmpty();
        registry.always(status(404, UNKNOWN_ID));
        assertThat(client.byId(1)).isInstanceOf(RegistryResult.Refused.class);
    }

    @Test
    void sendsTheCredentialsOfTheSettings() {
        registry.always(status(200, "{\"compatibilityLevel\":\"NONE\"}"));
        String url = registry.url();
        probe(Map.of(
                "schema.registry.url", url,
                "basic.auth.credentials.source", "USER_INFO",
                "basic.auth.user.info", "user:pass"));
        probe(Map.of("schema.registry.url", url.replace("http://", "http://user:p%40ss@")));
        probe(Map.of(
                "schema.registry.url", url,
                "bearer.auth.credentials.source", "STATIC_TOKEN",
                "bearer.auth.token", "secret"));

        assertThat(registry.seen)
                .extracting(ScriptedRegistry.Seen::authorization)
                .containsExactly("Basic dXNlcjpwYXNz", "Basic dXNlcjpwQHNz", "Bearer secret");
    }

    private static void probe(Map<String, String> settings) {
        RegistryClient client = new RegistryClient(RegistrySettings.from(settings));
        try {
            assertThat(client.check()).isEmpty();
        } finally {
            client.close();
        }
    }
}
