package dev.leadrelay.research.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.leadrelay.agent.tool.Tool;
import dev.leadrelay.agent.tool.ToolBox;
import dev.leadrelay.agent.tool.ToolCheck;
import dev.leadrelay.agent.tool.ToolException;
import dev.leadrelay.agent.tool.ToolResult;
import dev.leadrelay.agent.tool.ToolUsage;
import dev.leadrelay.schemas.records.FailureClass;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every search service must come to, each in its own documented format. */
class SearchContractTest {
    private static final String KEY = "k3y-that-nobody-may-see";
    private static final String QUERY = "Acme & Söhne Ulm";
    private static final String TEXT = "Acme builds robots for warehouses & more.";

    /** How a service speaks. */
    private record Dialect(
            String path,
            Map<String, String> parameters,
            Map<String, String> headers,
            String results,
            String none,
            int wrongKeyStatus,
            String wrongKey,
            Map<String, String> changed) {}

    private EndpointStub stub;

    @BeforeEach
    void start() throws IOException {
        stub = new EndpointStub();
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    @ParameterizedTest
    @EnumSource(SearchKind.class)
    void resultsBecomePassagesAndAddresses(SearchKind kind) throws Exception {
        Dialect dialect = dialect(kind);
        stub.json(200, dialect.results());
        JsonNode found = throughContract(kind);
        assertThat(found.path("links"))
                .extracting(JsonNode::asText)
                .containsExactly("https://acme.example/", "https://b.example/");
        assertThat(found.path("evidence")).singleElement().satisfies(item -> {
            assertThat(item.path("url").asText()).isEqualTo("https://acme.example/");
            assertThat(item.path("title").asText()).isEqualTo("Acme & Co");
            assertThat(item.path("quote").asText()).isEqualTo(TEXT);
        });
        assertThat(stub.asked).singleElement().satisfies(asked -> {
            assertThat(asked.path()).isEqualTo(dialect.path());
            assertThat(asked.parameters()).isEqualTo(dialect.parameters());
            dialect.headers()
                    .forEach((name, value) -> assertThat(asked.header(name)).isEqualTo(value));
        });
    }

    @ParameterizedTest
    @EnumSource(SearchKind.class)
    void noResultsAreAnAnswer(SearchKind kind) throws Exception {
        stub.json(200, dialect(kind).none());
        JsonNode found = throughContract(kind);
        assertThat(found.path("evidence")).isEmpty();
        assertThat(found.path("links")).isEmpty();
        assertThat(found.path("error").isNull()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(SearchKind.class)
    void aServiceInTroubleIsWorthAnotherTry(SearchKind kind) {
        for (int status : List.of(429, 500, 502, 503)) {
            stub.json(status, "{\"error\": \"" + KEY + "\"}");
            ToolException failure = failure(kind);
            assertThat(failure.isWorthRetrying()).as("%s", status).isTrue();
            assertThat(failure).hasMessage("the search service answers with status " + status);
        }
        stub.answersEndlessly(503);
        assertThat(failure(kind).isWorthRetrying()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(SearchKind.class)
    void aWrongKeyIsNamedOnceAndForAll(SearchKind kind) {
        Dialect dialect = dialect(kind);
        stub.json(dialect.wrongKeyStatus(), dialect.wrongKey());
        ToolException failure = failure(kind);
        assertThat(failure.isWorthRetrying()).isFalse();
        assertThat(failure.isDrift()).isFalse();
        assertThat(failure).hasMessageContaining("correct leadrelay.research.search.key");
    }

    @ParameterizedTest
    @EnumSource(SearchKind.class)
    void anyOtherRefusalIsPermanentAndNotAKeys(SearchKind kind) {
        for (int status : List.of(400, 404, 422)) {
            stub.json(status, "{\"error\": {\"code\": \"VALIDATION\"}}");
            ToolException failure = failure(kind);
            assertThat(failure.isWorthRetrying()).isFalse();
            assertThat(failure.isDrift()).isFalse();
            assertThat(failure).hasMessage("the search service answers with status " + status);
        }
    }

    @ParameterizedTest
    @EnumSource(SearchKind.class)
    void anotherFormIsDriftAndSaysWhere(SearchKind kind) {
        dialect(kind).changed().forEach((body, where) -> {
            stub.json(200, body);
            ToolException failure = failure(kind);
            assertThat(failure.isDrift()).as(body).isTrue();
            assertThat(failure.isWorthRetrying()).isFalse();
            assertThat(failure).hasMessageStartingWith(where).hasMessageContaining("found");
        });
    }

    @ParameterizedTest
    @EnumSource(SearchKind.class)
    void aPageInsteadOfJsonIsDrift(SearchKind kind) {
        for (String body : List.of("<!doctype html><p>Hello", "", "{\"results\": [", "{} {}")) {
            stub.answers(200, "text/html; charset=utf-8", body);
            assertThat(failure(kind).isDrift()).as(body).isTrue();
        }
        stub.answers(200, "text/html; charset=utf-8", "<!doctype html><p>Hello");
        assertThat(failure(kind)).hasMessage("the answer must be JSON, found something else as text/html");
    }

    @ParameterizedTest
    @EnumSource(SearchKind.class)
    void aHugeAnswerIsNotRead(SearchKind kind) {
        stub.answersEndlessly(200);
        ToolException failure = failure(kind);
        assertThat(failure.isWorthRetrying()).isFalse();
        assertThat(failure).hasMessage("the search service answers with more than 64 kB");
    }

    @ParameterizedTest
    @EnumSource(SearchKind.class)
    void aDrippingAnswerEndsWithItsTime(SearchKind kind) {
        stub.drips();
        long start = System.nanoTime();
        ToolException failure = failure(kind, Duration.ofMillis(300));
        assertThat(failure.isWorthRetrying()).isTrue();
        assertThat(failure).hasMessageContaining("in time");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @EnumSource(SearchKind.class)
    void aRedirectIsNotFollowed(SearchKind kind) throws Exception {
        try (EndpointStub other = new EndpointStub()) {
            other.json(200, dialect(kind).results());
            stub.redirectsTo(other.url("/") + "?key=" + KEY);
            ToolException failure = failure(kind);
            assertThat(failure.isWorthRetrying()).isFalse();
            assertThat(failure).hasMessageContaining("status 302").hasMessageContaining("search.url");
            assertThat(other.asked).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(SearchKind.class)
    void aServiceThatIsNotThereIsWorthAnotherTry(SearchKind kind) throws Exception {
        Tool tool = tool(kind, Duration.ofSeconds(5));
        stub.close();
        assertThat(failure(tool).isWorthRetrying()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(SearchKind.class)
    void aKeyThatComesBackIsTakenOut(SearchKind kind) throws Exception {
        stub.json(200, dialect(kind).results().replace("robots", KEY));
        assertThat(throughContract(kind).toString()).contains("Acme builds [key]");
    }

    @ParameterizedTest
    @EnumSource(SearchKind.class)
    void itsLiveEndpointCanBeChecked(SearchKind kind) throws Exception {
        assertThat(check(kind, 200, dialect(kind).none())).isEqualTo(ToolCheck.State.FITS);
        assertThat(check(kind, 200, "{\"other\": 1}")).isEqualTo(ToolCheck.State.DRIFTED);
        assertThat(check(kind, dialect(kind).wrongKeyStatus(), dialect(kind).wrongKey()))
                .isEqualTo(ToolCheck.State.UNREACHABLE);
    }

    @ParameterizedTest
    @EnumSource(SearchKind.class)
    void driftReachesTheAttemptAsDrift(SearchKind kind) throws Exception {
        stub.json(200, "{\"other\": 1}");
        try (ToolBox box = new ToolBox(List.of(ToolUsage.optional(tool(kind, Duration.ofSeconds(5)))))) {
            assertThat(box.call("search_web", query("x"), List.of()))
                    .isInstanceOfSatisfying(
                            ToolResult.Failed.class,
                            failed -> assertThat(failed.failureClass()).isEqualTo(FailureClass.TOOL_CONTRACT_DRIFT));
        }
    }

    @Test
    void aSpentQuotaOfGoogleIsNoWrongKey() {
        stub.json(403, "{\"error\": {\"errors\": [{\"reason\": \"dailyLimitExceeded\"}]}}");
        assertThat(failure(SearchKind.GOOGLE).isWorthRetrying()).isTrue();
        stub.json(403, "{\"error\": {\"status\": \"PERMISSION_DENIED\"}}");
        assertThat(failure(SearchKind.GOOGLE)).hasMessageContaining("search.key");
    }

    @Test
    void aSearxngThatGivesNoJsonSaysWhatToDo() {
        stub.answers(403, "text/html", "<h1>Forbidden</h1>");
        assertThat(failure(SearchKind.SEARXNG)).hasMessageContaining("search.formats");
    }

    @Test
    void braveTakesFiftyWords() throws Exception {
        stub.json(200, dialect(SearchKind.BRAVE).none());
        tool(SearchKind.BRAVE, Duration.ofSeconds(5)).execute(query("a ".repeat(140)));
        assertThat(stub.asked.getFirst().parameters().get("q").split(" ")).hasSize(50);
    }

    private ToolCheck.State check(SearchKind kind, int status, String body) throws Exception {
        stub.json(status, body);
        try (ToolBox box = new ToolBox(List.of(ToolUsage.optional(tool(kind, Duration.ofSeconds(5)))))) {
            ToolCheck check = box.checkLive().getFirst();
            assertThat(check.message()).doesNotContain(KEY);
            return check.state();
        }
    }

    private ToolException failure(SearchKind kind) {
        return failure(kind, Duration.ofSeconds(20));
    }

    private ToolException failure(SearchKind kind, Duration timeout) {
        return failure(tool(kind, timeout));
    }

    /** No failure shows the key or where it was sent. */
    private static ToolException failure(Tool tool) {
        ToolException failure = catchThrowableOfType(ToolException.class, () -> tool.execute(query(QUERY)));
        assertThat(failure).isNotNull().hasNoCause();
        assertThat(failure.getMessage()).doesNotContain(KEY).doesNotContain("127.0.0.1");
        return failure;
    }

    private JsonNode throughContract(SearchKind kind) throws Exception {
        try (ToolBox box = new ToolBox(List.of(ToolUsage.required(tool(kind, Duration.ofSeconds(20)))))) {
            ToolResult result = box.call("search_web", query(QUERY), List.of());
            assertThat(result).isInstanceOf(ToolResult.Returned.class);
            return ((ToolResult.Returned) result).output();
        }
    }

    private static JsonNode query(String text) {
        return JsonNodeFactory.instance.objectNode().put("query", text);
    }

    private Tool tool(SearchKind kind, Duration timeout) {
        Optional<ApiKey> key = ApiKey.of("search.key", Optional.of(KEY), Optional.empty());
        SearchApi api =
                SearchWebTool.api(kind, Optional.of(stub.url(dialect(kind).path())), key, Optional.of("engine-1"));
        assertThat(api.toString()).doesNotContain(KEY);
        return new SearchWebTool(
                api, new Endpoint("the search service", "leadrelay.research.search", key, timeout, 64 * 1024));
    }

    private static Dialect dialect(SearchKind kind) {
        return switch (kind) {
            case SEARXNG ->
                new Dialect(
                        "/search",
                        Map.of("format", "json", "q", QUERY),
                        Map.of("Accept", "application/json", "Authorization", "Bearer " + KEY),
                        """
                        {"query": "x", "number_of_results": 3, "answers": [], "results": [
                          {"url": "https://acme.example/", "title": "Acme & Co", "content": "Acme builds robots for warehouses & more.", "engine": "e"},
                          {"url": "javascript:alert(1)", "title": "x", "content": "Something that is no web address."},
                          {"url": "https://b.example/", "title": "", "content": ""}]}""",
                        "{\"query\": \"x\", \"number_of_results\": 0, \"results\": []}",
                        401,
                        "Unauthorized",
                        Map.of(
                                "[]", "/results",
                                "{}", "/results",
                                "{\"results\": {\"items\": []}}", "/results",
                                "{\"results\": [{\"link\": \"https://a.example/\"}]}", "/results/0/url",
                                "{\"results\": [{\"url\": \"https://a.example/\", \"content\": [\"x\"]}]}",
                                        "/results/0/content",
                                "{\"results\": [{\"url\": \"https://a.example/\"}, 5]}", "/results/1/url"));
            case BRAVE ->
                new Dialect(
                        "/res/v1/web/search",
                        Map.of("q", QUERY, "count", "8", "result_filter", "web", "text_decorations", "false"),
                        Map.of("Accept", "application/json", "X-Subscription-Token", KEY),
                        """
                        {"type": "search", "query": {"original": "x"}, "web": {"type": "search", "results": [
                          {"type": "search_result", "url": "https://acme.example/", "title": "Acme &amp; Co",
                           "description": "<strong>Acme</strong> builds robots for warehouses &amp; more.", "age": "1 day"},
                          {"url": "ftp://acme.example/", "title": "x", "description": "Something that is no web address."},
                          {"url": "https://b.example/", "title": "", "description": null}]}}""",
                        "{\"type\": \"search\", \"query\": {\"original\": \"x\"}, \"mixed\": {\"main\": []}}",
                        422,
                        "{\"type\": \"ErrorResponse\", \"error\": {\"code\": \"SUBSCRIPTION_TOKEN_INVALID\", \"status\": 422}}",
                        Map.of(
                                "[]", "/web",
                                "{\"type\": \"search\"}", "/query",
                                "{\"type\": \"search\", \"web\": []}", "/web",
                                "{\"web\": {\"items\": []}}", "/web/results",
                                "{\"web\": {\"results\": [{\"link\": \"https://a.example/\"}]}}", "/web/results/0/url",
                                "{\"web\": {\"results\": [{\"url\": \"https://a.example/\", \"description\": {}}]}}",
                                        "/web/results/0/description"));
            case GOOGLE ->
                new Dialect(
                        "/customsearch/v1",
                        Map.of("q", QUERY, "num", "8", "cx", "engine-1", "key", KEY),
                        Map.of("Accept", "application/json"),
                        """
                        {"kind": "customsearch#search", "searchInformation": {"totalResults": "3"}, "items": [
                          {"kind": "customsearch#result", "link": "https://acme.example/", "title": "Acme & Co",
                           "snippet": "Acme builds robots for warehouses & more.", "displayLink": "acme.example"},
                          {"link": "about:blank", "title": "x", "snippet": "Something that is no web address."},
                          {"link": "https://b.example/", "title": "b"}]}""",
                        "{\"kind\": \"customsearch#search\", \"searchInformation\": {\"totalResults\": \"0\"}}",
                        400,
                        "{\"error\": {\"code\": 400, \"message\": \"API key not valid.\", \"status\": \"INVALID_ARGUMENT\","
                                + " \"details\": [{\"reason\": \"API_KEY_INVALID\"}]}}",
                        Map.of(
                                "[]",
                                "/kind",
                                "{\"kind\": \"customsearch#other\"}",
                                "/kind",
                                "{\"kind\": \"customsearch#search\"}",
                                "/searchInformation",
                                "{\"kind\": \"customsearch#search\", \"items\": {}}",
                                "/items",
                                "{\"kind\": \"customsearch#search\", \"items\": [{\"url\": \"https://a.example/\"}]}",
                                "/items/0/link",
                                "{\"kind\": \"customsearch#search\", \"items\": [{\"link\": \"https://a.example/\","
                                        + " \"snippet\": 5}]}",
                                "/items/0/snippet"));
        };
    }
}
