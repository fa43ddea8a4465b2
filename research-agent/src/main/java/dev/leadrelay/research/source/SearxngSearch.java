package dev.leadrelay.research.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leadrelay.agent.tool.ToolException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** A SearXNG of one's own: {@code GET /search?format=json&q=…} gives {@code results} with url, title, content. */
record SearxngSearch(URI address, Optional<ApiKey> key) implements SearchApi {
    @Override
    public URI request(String query) {
        return Endpoint.with(address, "format", "json", "q", query);
    }

    /** SearXNG knows no keys; what stands in front of it may. */
    @Override
    public List<String> headers() {
        return key.map(secret -> List.of("Authorization", "Bearer " + secret.value()))
                .orElse(List.of());
    }

    @Override
    public List<Hit> hits(JsonNode answer) throws ToolException {
        return SearchApi.hits(answer.path("results"), "/results", "url", "title", "content");
    }

    @Override
    public Meaning meaning(Endpoint.Answer answer) {
        return switch (answer.status()) {
            case 401 -> new KeyRefused();
            case 403 ->
                new Own(ToolException.permanent("the search service answers with status 403; let it answer with"
                        + " the format json (search.formats in its settings.yml), and correct the key where there is"
                        + " one"));
            default -> new Usual();
        };
    }
}
