package dev.leadrelay.research.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leadrelay.agent.tool.ToolBox;
import dev.leadrelay.agent.tool.ToolCheck;
import dev.leadrelay.agent.tool.ToolException;
import dev.leadrelay.agent.tool.ToolResult;
import dev.leadrelay.agent.tool.ToolUsage;
import dev.leadrelay.schemas.records.FailureClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordsEndpointTest {
    private static final String KEY = "k3y-that-nobody-may-see";
    private static final String SCHEMA = """
            {"type": "object", "required": ["name"],
             "properties": {
               "name": {"type": "string"},
               "employees": {"type": "integer"},
               "address": {"type": "object", "properties": {"city": {"type": "string"}}}}}""";
    private static final String RECORD = """
            {"name": "Acme GmbH", "employees": 180, "address": {"city": "Ulm", "zip": null},
             "sectors": ["robots", "warehouses"], "sites": [{"city": "Ulm"}, {"city": "Linz"}], "notes": ""}""";

    @TempDir
    Path dir;

    private EndpointStub stub;

    @BeforeEach
    void start() throws IOException {
        stub = new EndpointStub();
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void aRecordBecomesPassages() throws Exception {
        stub.json(200, RECORD);
        JsonNode found = throughContract(tool(SCHEMA), input("https://www.acme.example/", "Acme & Söhne"));
        assertThat(found.path("evidence")).singleElement().satisfies(item -> {
            assertThat(item.path("url").asText()).isEqualTo("records://acme.example");
            assertThat(item.path("quote").asText())
                    .isEqualTo("name: Acme GmbH\nemployees: 180\naddress.city: Ulm\nsectors: robots, warehouses\n"
                            + "sites.1.city: Ulm\nsites.2.city: Linz");
        });
        assertThat(stub.asked).singleElement().satisfies(asked -> {
            assertThat(asked.path()).isEqualTo("/companies");
            assertThat(asked.parameters())
                    .isEqualTo(Map.of("tenant", "7", "domain", "acme.example", "name", "Acme & Söhne"));
            assertThat(asked.header("X-Api-Key")).isEqualTo(KEY);
        });
    }

    @Test
    void aNameThatIsNotKnownIsNotSent() throws Exception {
        stub.json(200, RECORD);
        throughContract(tool(SCHEMA), input("acme.example", null));
        assertThat(stub.asked.getFirst().parameters()).doesNotContainKey("name");
    }

    @Test
    void aKeyCanBeABearers() throws Exception {
        stub.json(200, RECORD);
        RecordsAddress address = address(SCHEMA, "Authorization", Duration.ofSeconds(5));
        CompanyRecordsTool.at(address, TextArchive.NONE).execute(input("acme.example", null));
        assertThat(stub.asked.getFirst().header("Authorization")).isEqualTo("Bearer " + KEY);
        assertThat(address.toString()).doesNotContain(KEY);
    }

    @Test
    void noRecordIsAnAnswer() throws Exception {
        for (int status : List.of(204, 404)) {
            stub.answers(status, "text/plain", "");
            JsonNode found = throughContract(tool(SCHEMA), input("acme.example", null));
            assertThat(found.path("evidence")).isEmpty();
            assertThat(found.path("error").isNull()).isTrue();
        }
    }

    @Test
    void anAnswerAgainstItsSchemaIsDriftAndSaysWhere() throws Exception {
        drift("{\"name\": \"Acme\", \"employees\": \"180\"}", "/employees ");
        drift("{\"name\": \"Acme\", \"address\": {\"city\": 5}}", "/address/city ");
        drift("{\"title\": \"Acme\"}", "/ ");
        drift("[]", "/ ");
        drift("null", "/ ");
        drift("<html>", "the answer must be JSON");
        stub.json(200, "{\"employees\": \"180\"}");
        try (ToolBox box = new ToolBox(List.of(ToolUsage.optional(tool(SCHEMA))))) {
            assertThat(box.call("company_records", input("acme.example", null), List.of()))
                    .isInstanceOfSatisfying(ToolResult.Failed.class, failed -> {
                        assertThat(failed.failureClass()).isEqualTo(FailureClass.TOOL_CONTRACT_DRIFT);
                        assertThat(failed.message()).contains("and 1 more");
                    });
        }
    }

    @Test
    void troubleIsWorthAnotherTryAndRefusalsAreNot() throws Exception {
        for (int status : List.of(429, 500, 503)) {
            stub.json(status, KEY);
            assertThat(failure(tool(SCHEMA)).isWorthRetrying()).isTrue();
        }
        for (int status : List.of(401, 403)) {
            stub.json(status, KEY);
            ToolException failure = failure(tool(SCHEMA));
            assertThat(failure.isWorthRetrying()).isFalse();
            assertThat(failure).hasMessageContaining("correct leadrelay.research.company-records.key");
        }
        stub.json(400, KEY);
        assertThat(failure(tool(SCHEMA))).hasMessageContaining("status 400");
        stub.answersEndlessly(200);
        assertThat(failure(tool(SCHEMA))).hasMessageContaining("more than 256 kB");
        stub.drips();
        ToolException late =
                failure(CompanyRecordsTool.at(address(SCHEMA, "X-Api-Key", Duration.ofMillis(300)), TextArchive.NONE));
        assertThat(late.isWorthRetrying()).isTrue();
        assertThat(late).hasMessageContaining("in time");
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        try (EndpointStub other = new EndpointStub()) {
            other.json(200, RECORD);
            stub.redirectsTo(other.url("/"));
            assertThat(failure(tool(SCHEMA))).hasMessageContaining("company-records.url");
            assertThat(other.asked).isEmpty();
        }
    }

    @Test
    void itsLiveEndpointIsCheckedByADomainThatHasARecord() throws Exception {
        stub.json(200, RECORD);
        assertThat(check().state()).isEqualTo(ToolCheck.State.FITS);
        stub.json(200, "{}");
        assertThat(check().state()).isEqualTo(ToolCheck.State.DRIFTED);
        stub.json(404, "");
        assertThat(check()).satisfies(check -> {
            assertThat(check.state()).isEqualTo(ToolCheck.State.UNREACHABLE);
            assertThat(check.message()).contains("no record of known.example");
        });
    }

    @Test
    void whatIsWrongWithASchemaIsNamed() {
        assertThatThrownBy(() -> tool("{\"type\": \"array\"}")).hasMessageContaining("does not describe an object");
        assertThatThrownBy(() -> tool("{")).hasMessageContaining("cannot be read as JSON");
        assertThatThrownBy(() -> AnswerSchema.read("company-records.schema", dir.resolve("none")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("company-records.schema");
        assertThatThrownBy(() -> tool("{\"type\": \"object\", \"$ref\": \"#/none\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no usable JSON Schema");
    }

    @Test
    void nothingIsFetchedForASchema() {
        stub.json(200, "{\"type\": \"object\"}");
        assertThatThrownBy(() -> tool("{\"type\": \"object\", \"$ref\": \"" + stub.url("/schema.json") + "\"}"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(stub.asked).isEmpty();
    }

    @Test
    void aHeaderThatCannotBeSetIsNamed() {
        for (String header : List.of("Host", "a b", "")) {
            assertThatThrownBy(() ->
                            CompanyRecordsTool.at(address(SCHEMA, header, Duration.ofSeconds(5)), TextArchive.NONE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("key-header")
                    .hasMessageNotContaining(KEY);
        }
    }

    private void drift(String body, String where) throws Exception {
        stub.json(200, body);
        ToolException failure = failure(tool(SCHEMA));
        assertThat(failure.isDrift()).as(body).isTrue();
        assertThat(failure).hasMessageStartingWith(where);
    }

    private ToolCheck check() throws Exception {
        try (ToolBox box = new ToolBox(List.of(ToolUsage.optional(tool(SCHEMA))))) {
            return box.checkLive().getFirst();
        }
    }

    private static ToolException failure(CompanyRecordsTool tool) {
        ToolException failure =
                catchThrowableOfType(ToolException.class, () -> tool.execute(input("acme.example", null)));
        assertThat(failure).isNotNull().hasNoCause();
        assertThat(failure.getMessage()).doesNotContain(KEY).doesNotContain("127.0.0.1");
        return failure;
    }

    private static JsonNode throughContract(CompanyRecordsTool tool, JsonNode input) throws Exception {
        try (ToolBox box = new ToolBox(List.of(ToolUsage.required(tool)))) {
            ToolResult result = box.call("company_records", input, List.of());
            assertThat(result).isInstanceOf(ToolResult.Returned.class);
            return ((ToolResult.Returned) result).output();
        }
    }

    private static ObjectNode input(String domain, String name) {
        ObjectNode input = JsonNodeFactory.instance.objectNode().put("domain", domain);
        return name == null ? input : input.put("name", name);
    }

    private CompanyRecordsTool tool(String schema) throws IOException {
        return CompanyRecordsTool.at(address(schema, "X-Api-Key", Duration.ofSeconds(20)), TextArchive.NONE);
    }

    private RecordsAddress address(String schema, String header, Duration timeout) throws IOException {
        return new RecordsAddress(
                stub.url("/companies?tenant=7"),
                Files.writeString(dir.resolve("schema.json"), schema),
                ApiKey.of("company-records.key", Optional.of(KEY), Optional.empty()),
                header,
                Optional.of("known.example"),
                timeout);
    }
}
