package dev.leadrelay.research.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leadrelay.agent.tool.Tool;
import dev.leadrelay.agent.tool.ToolContract;
import dev.leadrelay.agent.tool.ToolException;
import dev.leadrelay.research.domain.Source;
import dev.leadrelay.research.page.Passages;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The tool {@code search_web} over an endpoint that answers as SearXNG does: {@code ?q=…&format=json} gives
 * {@code {"results": [{"url", "title", "content"}]}}. Thread-safe.
 */
public final class SearchWebTool implements Tool {
    private static final int MOST_RESULTS = 8;
    private static final int MAX_BYTES = 1024 * 1024;
    private static final Duration TIMEOUT = Duration.ofSeconds(8);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ToolContract CONTRACT = SourceOutput.contract(
            Source.SEARCH_WEB,
            "Searches the web and returns short passages of the results, each with an id to cite, and their"
                    + " addresses, which can be fetched.",
            300,
            TIMEOUT.plusSeconds(2));

    private final String endpoint;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    /**
     * The tool over an endpoint of the operator's choice, which may be a private one.
     *
     * @throws IllegalArgumentException one line, when it is no http or https address
     */
    public SearchWebTool(String endpoint) {
        URI uri = URI.create(endpoint);
        if (uri.getHost() == null || !List.of("http", "https").contains(String.valueOf(uri.getScheme()))) {
            throw new IllegalArgumentException("the search endpoint " + endpoint + " is no http or https address");
        }
        this.endpoint = endpoint;
    }

    @Override
    public ToolContract contract() {
        return CONTRACT;
    }

    @Override
    public JsonNode execute(JsonNode input) throws ToolException, InterruptedException {
        JsonNode answer = ask(input.path(Source.SEARCH_WEB.argument()).asText());
        requireForm(answer);
        SourceOutput output = new SourceOutput();
        int taken = 0;
        for (JsonNode result : answer.path("results")) {
            String url = result.path("url").asText("");
            if (taken < MOST_RESULTS && (url.startsWith("http://") || url.startsWith("https://"))) {
                taken++;
                output.link(url);
                Passages.of(List.of(result.path("content").asText("").strip()), 1)
                        .forEach(passage ->
                                output.passage(url, result.path("title").asText(""), passage));
            }
        }
        return output.toJson();
    }

    /** What is read of the answer must be there: an endpoint that changed would otherwise look like a web without results. */
    private static void requireForm(JsonNode answer) throws ToolException {
        if (!answer.path("results").isArray()) {
            throw ToolException.drift("/results must be a list, found " + found(answer.path("results")));
        }
        int place = 0;
        for (JsonNode result : answer.path("results")) {
            if (!result.path("url").isTextual()) {
                throw ToolException.drift(
                        "/results/" + place + "/url must be a text, found " + found(result.path("url")));
            }
            JsonNode content = result.path("content");
            if (!content.isTextual() && !content.isNull() && !content.isMissingNode()) {
                throw ToolException.drift("/results/" + place + "/content must be a text, found " + found(content));
            }
            place++;
        }
    }

    private static String found(JsonNode node) {
        return node.isMissingNode() ? "nothing" : node.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Optional<JsonNode> example() {
        return Optional.of(JSON.createObjectNode().put(Source.SEARCH_WEB.argument(), "company"));
    }

    private JsonNode ask(String query) throws ToolException, InterruptedException {
        String separator = endpoint.contains("?") ? "&" : "?";
        URI uri =
                URI.create(endpoint + separator + "format=json&q=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(TIMEOUT)
                .header("Accept", "application/json")
                .build();
        try {
            HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                requireAnswer(response.statusCode());
                return JSON.readTree(body.readNBytes(MAX_BYTES));
            }
        } catch (com.fasterxml.jackson.core.JacksonException e) {
            throw ToolException.permanent("the search endpoint does not answer with JSON");
        } catch (IOException e) {
            throw ToolException.transientFailure("the search endpoint cannot be reached");
        }
    }

    private static void requireAnswer(int status) throws ToolException {
        if (status == 429 || status >= 500) {
            throw ToolException.transientFailure("the search endpoint answers with status " + status);
        }
        if (status != 200) {
            throw ToolException.permanent("the search endpoint answers with status " + status);
        }
    }
}
