package dev.leadrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.LeadStatus;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The document of the REST API names every route of the router and no other, and the answers are as it says. */
class OpenApiTest {
    private static final YAMLMapper YAML = new YAMLMapper();

    private TestHandler handler;
    private ObjectNode document;

    @BeforeEach
    void start() throws Exception {
        handler = new TestHandler(new FakeBroker(), new TestStore());
        document = (ObjectNode)
                YAML.readTree(handler.send("GET", "/openapi.yaml", "").body());
    }

    @AfterEach
    void stop() {
        handler.close();
    }

    @Test
    void everyRouteIsInItAndNoOther() {
        List<String> described = new ArrayList<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().fieldNames().forEachRemaining(method -> {
                    if (!method.equals("parameters")) {
                        described.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey());
                    }
                }));
        // Pages are for people, and of the service runtime's routes this router has none.
        List<String> routes = handler.routes().stream()
                .filter(route -> !route.endsWith(" /") && !route.contains(" /desk"))
                .toList();
        assertThat(new TreeSet<>(described)).containsAll(routes);
        described.removeAll(routes);
        assertThat(described).containsExactlyInAnyOrder("GET /health/live", "GET /health/ready", "GET /metrics");
    }

    @Test
    void theAnswersAreAsItSays() throws Exception {
        DeadLetter letter = Samples.parked(1);
        DeadLetter decided = Samples.parked(2);
        for (DeadLetter each : List.of(letter, decided, Samples.stray(3, new byte[] {1}))) {
            handler.park(each);
            handler.awaitState(each, ItemState.OPEN);
        }
        handler.decide(decided, "{\"kind\":\"RETRY\",\"by\":\"ann\"}");
        handler.awaitState(decided, ItemState.DECIDED);
        String job = handler.bulk
                .jobs()
                .start(
                        new BulkSelection.Ids(List.of(letter.getDeadLetterId())),
                        new BulkOrder(
                                dev.leadrelay.schemas.records.DecisionKind.PIN, null, null, null, "ann", null, null),
                        null,
                        true)
                .id();
        Map<String, String> asked = new TreeMap<>(Map.of(
                "/summary", "/summary",
                "/unreadable-records", "/unreadable-records",
                "/dead-letters", "/dead-letters?limit=2",
                "/dead-letters/groups", "/dead-letters/groups",
                "/dead-letters/{id}", "/dead-letters/" + letter.getDeadLetterId(),
                "/dead-letters/{id}/decisions", "/dead-letters/" + decided.getDeadLetterId() + "/decisions",
                "/bulk", "/bulk",
                "/bulk/{id}", "/bulk/" + job,
                "/bulk/{id}/items", "/bulk/" + job + "/items",
                "/store/rebuild", "/store/rebuild"));
        for (Map.Entry<String, String> get : asked.entrySet()) {
            require(get.getKey(), "get", handler.send("GET", get.getValue(), ""));
        }
        require("/dead-letters/{id}", "get", handler.send("GET", "/dead-letters/nothing", ""));
        String whole = "/dead-letters/" + decided.getDeadLetterId();
        require("/dead-letters/{id}", "get", handler.send("GET", whole, ""));
        handler.end(Samples.result(decided, LeadStatus.DELIVERED, null, 9));
        Awaitility.await().until(() -> handler.get(whole).at("/fate/end").isObject());
        require("/dead-letters/{id}", "get", handler.send("GET", whole, ""));
        require(
                "/bulk/dry-run",
                "post",
                handler.send("POST", "/bulk/dry-run", "{\"filter\":{},\"kind\":\"RETRY\",\"by\":\"ann\"}"));
        String seen = "{\"filter\":{},\"kind\":\"PIN\",\"by\":\"ann\",\"expected\":";
        HttpResponse<String> another = handler.send("POST", "/bulk", seen + "77}");
        assertThat(another.statusCode()).isEqualTo(409);
        require("/bulk", "post", another);
    }

    /** What the reader takes and what the document says it takes are the same names. */
    @Test
    void theFilterOfAJobIsThatOfThePage() {
        JsonNode job = document.at("/components/requestBodies/Job/content/application~1json/schema/properties");
        List<String> filter = new ArrayList<>();
        job.at("/filter/properties").fieldNames().forEachRemaining(filter::add);
        assertThat(filter).containsExactlyInAnyOrderElementsOf(RequestReader.FILTERS);
        assertThat(job.has("expected")).isTrue();
    }

    private void require(String path, String method, HttpResponse<String> answer) {
        JsonNode responses = document.at("/paths").get(path).get(method).get("responses");
        String status = Integer.toString(answer.statusCode());
        JsonNode response = resolved(responses.has(status) ? responses.get(status) : responses.get("default"));
        JsonNode content = response.at("/content/application~1json/schema");
        assertThat(content.isMissingNode()).as("%s %s %s", method, path, status).isFalse();
        // Local references are looked up from the root of the schema.
        ObjectNode schema = YAML.createObjectNode();
        schema.set("components", document.get("components"));
        schema.putArray("allOf").add(content);
        Schema compiled = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema.toString(), InputFormat.JSON);
        List<Error> errors = compiled.validate(answer.body(), InputFormat.JSON);
        assertThat(errors)
                .as("%s %s %s: %s", method, path, status, answer.body())
                .isEmpty();
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }
}
