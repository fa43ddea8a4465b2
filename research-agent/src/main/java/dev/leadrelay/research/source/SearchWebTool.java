package dev.leadrelay.research.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.leadrelay.agent.tool.Tool;
import dev.leadrelay.agent.tool.ToolContract;
import dev.leadrelay.agent.tool.ToolException;
import dev.leadrelay.research.domain.Source;
import dev.leadrelay.research.page.Passages;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The tool {@code search_web} over a search service, hosted or one's own. Thread-safe. */
public final class SearchWebTool implements Tool {
    private static final int MAX_BYTES = 1024 * 1024;
    private static final Duration TIMEOUT = Duration.ofSeconds(8);
    private static final ToolContract CONTRACT = SourceOutput.contract(
            Source.SEARCH_WEB,
            "Searches the web and returns short passages of the results, each with an id to cite, and their"
                    + " addresses, which can be fetched.",
            300,
            TIMEOUT.plusSeconds(2));

    private final SearchApi api;
    private final Endpoint endpoint;

    SearchWebTool(SearchApi api, Endpoint endpoint) {
        this.api = api;
        this.endpoint = endpoint;
    }

    /**
     * The tool over a service.
     *
     * @param url its address; empty for the service's own, which SEARXNG has none of
     * @param engine id of the search engine, which only GOOGLE wants
     * @throws IllegalArgumentException one line that names the setting that is wrong or missing
     */
    public static SearchWebTool create(
            SearchKind kind, Optional<String> url, Optional<ApiKey> key, Optional<String> engine) {
        return new SearchWebTool(
                api(kind, url, key, engine),
                new Endpoint("the search service", "leadrelay.research.search", key, TIMEOUT, MAX_BYTES));
    }

    static SearchApi api(SearchKind kind, Optional<String> url, Optional<ApiKey> key, Optional<String> engine) {
        String setting = "search.url";
        return switch (kind) {
            case SEARXNG -> new SearxngSearch(Endpoint.address(setting, wanted(setting, url)), key);
            case BRAVE ->
                new BraveSearch(Endpoint.address(setting, url.orElse(BraveSearch.ADDRESS)), wanted("search.key", key));
            case GOOGLE ->
                new GoogleSearch(
                        Endpoint.address(setting, url.orElse(GoogleSearch.ADDRESS)),
                        wanted("search.key", key),
                        wanted("search.engine", engine));
        };
    }

    private static <T> T wanted(String setting, Optional<T> given) {
        return given.orElseThrow(
                () -> new IllegalArgumentException(setting + " is missing; this kind of search wants it"));
    }

    @Override
    public ToolContract contract() {
        return CONTRACT;
    }

    @Override
    public Optional<JsonNode> example() {
        return Optional.of(JsonNodeFactory.instance.objectNode().put(Source.SEARCH_WEB.argument(), "company"));
    }

    @Override
    public JsonNode execute(JsonNode input) throws ToolException, InterruptedException {
        String query = input.path(Source.SEARCH_WEB.argument()).asText();
        List<SearchApi.Hit> hits = api.hits(answer(query));
        SourceOutput output = new SourceOutput();
        hits.stream()
                .filter(hit -> hit.url().startsWith("http://") || hit.url().startsWith("https://"))
                .limit(SearchApi.MOST_RESULTS)
                .forEach(hit -> {
                    output.link(hit.url());
                    Passages.of(List.of(hit.text().strip()), 1)
                            .forEach(passage -> output.passage(hit.url(), hit.title(), passage));
                });
        return output.toJson();
    }

    private JsonNode answer(String query) throws ToolException, InterruptedException {
        Endpoint.Answer answer = endpoint.get(api.request(query), api.headers());
        if (answer.status() == 200) {
            return Endpoint.json(answer);
        }
        throw switch (api.meaning(answer)) {
            case SearchApi.Usual usual -> endpoint.failure(answer);
            case SearchApi.KeyRefused refused -> endpoint.keyRefused();
            case SearchApi.Own own -> own.failure();
        };
    }
}
