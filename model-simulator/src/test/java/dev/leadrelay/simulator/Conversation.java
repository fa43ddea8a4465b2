package dev.leadrelay.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** What the agents do with a model, as small as the tests need it: tool rounds over real HTTP, then scoring and writing. */
final class Conversation {
    static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final int port;
    final ObjectNode lead;
    final Map<String, ObjectNode> evidence = new LinkedHashMap<>();

    Conversation(HttpClient http, int port, ObjectNode lead) {
        this.http = http;
        this.port = port;
        this.lead = lead;
    }

    static ObjectNode request(String schema, String... userTexts) {
        ObjectNode request = JSON.createObjectNode().put("model", "simulator");
        ArrayNode messages = request.putArray("messages");
        messages.addObject().put("role", "system").put("content", "Answer from <evidence> only.");
        for (String text : userTexts) {
            messages.addObject().put("role", "user").put("content", text);
        }
        if (!schema.isEmpty()) {
            request.putObject("response_format")
                    .put("type", "json_schema")
                    .putObject("json_schema")
                    .put("name", schema)
                    .putObject("schema");
        }
        return request;
    }

    static void offer(ObjectNode request, String... tools) {
        ArrayNode array = request.putArray("tools");
        for (String tool : tools) {
            array.addObject().put("type", "function").putObject("function").put("name", tool);
        }
    }

    static String tag(String name, JsonNode value) {
        return "<" + name + ">\n" + value.toString().replace("<", "\\u003c").replace(">", "\\u003e") + "\n</" + name
                + ">";
    }

    HttpResponse<String> post(ObjectNode request) throws IOException, InterruptedException {
        return post(http, port, request.toString());
    }

    static HttpResponse<String> post(HttpClient http, int port, String body) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/chat/completions"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    JsonNode message(ObjectNode request) throws IOException, InterruptedException {
        HttpResponse<String> response = post(request);
        if (response.statusCode() != 200) {
            throw new IOException(response.statusCode() + " " + response.body());
        }
        return JSON.readTree(response.body()).path("choices").path(0).path("message");
    }

    /** The research answer after all tool rounds. */
    JsonNode research() throws IOException, InterruptedException {
        ObjectNode request = request("ResearchAnswer", "Research this lead.\n" + tag("lead", lead));
        offer(request, "fetch_page");
        for (int round = 0; round < 6; round++) {
            JsonNode message = message(request);
            if (!message.has("tool_calls")) {
                return JSON.readTree(message.path("content").asText());
            }
            ArrayNode messages = (ArrayNode) request.path("messages");
            messages.add(message);
            for (JsonNode call : message.path("tool_calls")) {
                String url = JSON.readTree(
                                call.path("function").path("arguments").asText())
                        .path("url")
                        .asText();
                messages.addObject()
                        .put("role", "tool")
                        .put("tool_call_id", call.path("id").asText())
                        .put("content", fetched(url).toString());
            }
        }
        throw new AssertionError("the model never stops calling tools");
    }

    JsonNode score(JsonNode profile, JsonNode research) throws IOException, InterruptedException {
        JsonNode message = message(request(
                "ScoreAnswer",
                tag("profile", profile) + "\n" + tag("lead", lead) + "\n" + tag("claims", research.path("claims"))
                        + "\n" + evidenceTag(research)));
        return JSON.readTree(message.path("content").asText());
    }

    JsonNode draft(JsonNode seller, String language, JsonNode research) throws IOException, InterruptedException {
        JsonNode message = message(request(
                "DraftAnswer",
                tag("lead", lead) + "\n" + tag("seller", seller) + "\n" + tag("claims", research.path("claims")) + "\n"
                        + evidenceTag(research) + "\n<language>" + language + "</language>"));
        return JSON.readTree(message.path("content").asText());
    }

    /** Only what the claims cite travels on, as a context budget may leave out the rest. */
    private String evidenceTag(JsonNode research) {
        ArrayNode cited = JSON.createArrayNode();
        for (JsonNode claim : research.path("claims")) {
            for (JsonNode id : claim.path("evidence")) {
                cited.add(evidence.get(id.asText()));
            }
        }
        return tag("evidence", cited);
    }

    private ObjectNode fetched(String url) throws InterruptedException {
        ObjectNode result = JSON.createObjectNode();
        ArrayNode list = result.putArray("evidence");
        ArrayNode links = result.putArray("links");
        URI uri = URI.create(url);
        try {
            HttpResponse<String> page = http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + uri.getPath()))
                            .header("Host", uri.getHost())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            String type = page.headers().firstValue("Content-Type").orElse("");
            if (page.statusCode() != 200 || !type.startsWith("text/html")) {
                return result.put("error", "status " + page.statusCode() + ", " + type);
            }
            Document document = Jsoup.parse(page.body(), url);
            document.select("p").forEach(p -> list.add(quote(url, document.title(), p.text())));
            document.select("a").forEach(a -> links.add(a.absUrl("href")));
            return result.putNull("error");
        } catch (IOException e) {
            return result.put("error", "unreachable");
        }
    }

    private ObjectNode quote(String url, String title, String text) {
        String id = "e" + Integer.toHexString((url + text).hashCode());
        ObjectNode quote = JSON.createObjectNode()
                .put("id", id)
                .put("url", url)
                .put("title", title)
                .put("quote", text);
        evidence.put(id, quote);
        return quote;
    }

    static ObjectNode leadOf(DemoCompany company) {
        DemoPerson person = company.people().getFirst();
        return JSON.createObjectNode()
                .put("firstName", person.firstName())
                .put("lastName", person.lastName())
                .put("title", person.title())
                .put("company", company.name())
                .put("companyDomain", company.domain())
                .put("city", company.city());
    }

    static List<String> statements(JsonNode research) {
        return research.path("claims").findValuesAsText("statement");
    }
}
