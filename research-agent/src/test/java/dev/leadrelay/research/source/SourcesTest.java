package dev.leadrelay.research.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpServer;
import dev.leadrelay.agent.tool.ToolBox;
import dev.leadrelay.agent.tool.ToolCheck;
import dev.leadrelay.agent.tool.ToolException;
import dev.leadrelay.agent.tool.ToolResult;
import dev.leadrelay.agent.tool.ToolUsage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesTest {
    @TempDir
    Path dir;

    @Test
    void findsACompanyInCsvAndJsonTogether() throws Exception {
        Files.writeString(
                dir.resolve("a.csv"),
                "\uFEFFdomain,name,employees,note\nhttps://www.Acme.example/,Acme GmbH,180,\nother.example,Other AG,5,x\n");
        Files.writeString(dir.resolve("b.json"), "[{\"domain\": \"acme.example\", \"revenue\": \"12 million euros\"}]");
        CompanyRecordsTool tool = CompanyRecordsTool.read(dir, TextArchive.NONE);

        JsonNode found = throughContract(tool, "acme.example");

        assertThat(found.path("evidence")).hasSize(1);
        assertThat(found.path("evidence").path(0).path("url").asText()).isEqualTo("records://acme.example");
        assertThat(found.path("evidence").path(0).path("quote").asText())
                .contains("name: Acme GmbH", "employees: 180", "revenue: 12 million euros")
                .doesNotContain("note:");
        assertThat(throughContract(tool, "unknown.example").path("evidence")).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithRecords() throws Exception {
        Path noDomain = Files.writeString(dir.resolve("x.csv"), "name\nAcme\n");
        Path noJson = Files.writeString(dir.resolve("x.json"), "[{");
        Path lost = dir.resolve("lost.csv");
        assertThatThrownBy(() -> CompanyRecordsTool.read(noDomain, TextArchive.NONE))
                .hasMessageContaining("no column domain");
        assertThatThrownBy(() -> CompanyRecordsTool.read(noJson, TextArchive.NONE))
                .hasMessageContaining("not JSON");
        assertThatThrownBy(() -> CompanyRecordsTool.read(lost, TextArchive.NONE))
                .hasMessageContaining("cannot be read");
        Path noKey = Files.writeString(dir.resolve("y.json"), "{\"name\": \"Acme\"}");
        assertThatThrownBy(() -> CompanyRecordsTool.read(noKey, TextArchive.NONE))
                .hasMessageContaining("a record has no domain");
    }

    @Test
    void searchesAsSearxngAnswers() throws Exception {
        AtomicReference<String> query = new AtomicReference<>();
        HttpServer server = server(200, """
                {"results": [
                  {"url": "https://acme.example/", "title": "Acme", "content": "Acme builds robots for warehouses."},
                  {"url": "javascript:alert(1)", "title": "x", "content": "Something that is no web address."},
                  {"url": "https://b.example/", "title": "", "content": ""}], "more": 1}""", query);
        try {
            JsonNode found = throughContract(new SearchWebTool(url(server)), "Acme & Söhne");
            assertThat(query.get()).isEqualTo("format=json&q=Acme & Söhne");
            assertThat(found.path("links"))
                    .extracting(JsonNode::asText)
                    .containsExactly("https://acme.example/", "https://b.example/");
            assertThat(found.path("evidence"))
                    .singleElement()
                    .satisfies(item ->
                            assertThat(item.path("quote").asText()).isEqualTo("Acme builds robots for warehouses."));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void tellsATroubledEndpointFromARefusingOne() throws Exception {
        assertThat(failure(503, "").isWorthRetrying()).isTrue();
        assertThat(failure(429, "").isWorthRetrying()).isTrue();
        assertThat(failure(403, "").isWorthRetrying()).isFalse();
        assertThat(failure(200, "<html>").isWorthRetrying()).isFalse();
    }

    @Test
    void tellsASearchEndpointThatAnswersInAnotherForm() throws Exception {
        for (String other : List.of(
                "{}",
                "{\"results\": {\"items\": []}}",
                "{\"results\": [{\"link\": \"https://a.example/\"}]}",
                "{\"results\": [{\"url\": \"https://a.example/\", \"content\": [\"x\"]}]}",
                "[]")) {
            ToolException drift = failure(200, other);
            assertThat(drift.isDrift()).as(other).isTrue();
            assertThat(drift).hasMessageStartingWith("/results").hasMessageContaining("found");
        }
        assertThat(failure(503, "").isDrift()).isFalse();
    }

    @Test
    void eachSourceHasAnExampleToCheckItWith() throws Exception {
        HttpServer server = server(200, "{\"results\": []}", new AtomicReference<>());
        try (ToolBox box = new ToolBox(List.of(ToolUsage.optional(new SearchWebTool(url(server)))))) {
            assertThat(box.checkLive())
                    .singleElement()
                    .satisfies(check -> assertThat(check.state()).isEqualTo(ToolCheck.State.FITS));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void refusesAnEndpointThatIsNone() {
        assertThatThrownBy(() -> new SearchWebTool("search.example")).isInstanceOf(IllegalArgumentException.class);
    }

    private static ToolException failure(int status, String body) throws Exception {
        HttpServer server = server(status, body, new AtomicReference<>());
        try {
            new SearchWebTool(url(server))
                    .execute(JsonNodeFactory.instance.objectNode().put("query", "x"));
            throw new AssertionError("status " + status + " was taken for an answer");
        } catch (ToolException e) {
            return e;
        } finally {
            server.stop(0);
        }
    }

    /** Through the runtime, which holds the output against the contract. */
    private static JsonNode throughContract(dev.leadrelay.agent.tool.Tool tool, String value) throws Exception {
        String argument = tool.contract().input().path("required").path(0).asText();
        try (ToolBox box = new ToolBox(List.of(ToolUsage.required(tool)))) {
            ToolResult result = box.call(
                    tool.contract().name(),
                    JsonNodeFactory.instance.objectNode().put(argument, value),
                    List.of());
            assertThat(result).isInstanceOf(ToolResult.Returned.class);
            return ((ToolResult.Returned) result).output();
        }
    }

    private static HttpServer server(int status, String body, AtomicReference<String> query) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            query.set(URLDecoder.decode(exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8));
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static String url(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/search";
    }
}
