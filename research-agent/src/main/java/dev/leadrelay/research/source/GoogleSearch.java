package dev.leadrelay.research.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leadrelay.agent.tool.ToolException;
import java.net.URI;
import java.util.List;

/**
 * Google's Custom Search JSON API: {@code GET /customsearch/v1?key=…&cx=…&q=…} gives {@code items} with link, title,
 * snippet; no {@code items} where nothing was found.
 *
 * @param engine the id of the search engine, {@code cx}
 */
record GoogleSearch(URI address, ApiKey key, String engine) implements SearchApi {
    static final String ADDRESS = "https://www.googleapis.com/customsearch/v1";

    private static final String KIND = "customsearch#search";

    @Override
    public URI request(String query) {
        return Endpoint.with(
                address, "key", key.value(), "cx", engine, "num", String.valueOf(MOST_RESULTS), "q", query);
    }

    @Override
    public List<String> headers() {
        return List.of();
    }

    @Override
    public List<Hit> hits(JsonNode answer) throws ToolException {
        if (!AnswerForm.text(answer.path("kind"), "/kind").equals(KIND)) {
            throw ToolException.drift("/kind must be " + KIND + ", found another");
        }
        if (answer.path("items").isMissingNode()) {
            AnswerForm.object(answer.path("searchInformation"), "/searchInformation");
            return List.of();
        }
        return SearchApi.hits(answer.path("items"), "/items", "link", "title", "snippet");
    }

    /** A key that is none is told by 400, as a query that is none is; a spent quota by 403 or 429. */
    @Override
    public Meaning meaning(Endpoint.Answer answer) {
        String body = answer.body();
        return switch (answer.status()) {
            case 400 ->
                body.contains("API_KEY_INVALID") || body.contains("API key not valid") || body.contains("keyInvalid")
                        ? new KeyRefused()
                        : new Usual();
            case 401 -> new KeyRefused();
            case 403 ->
                body.contains("LimitExceeded") || body.contains("quotaExceeded")
                        ? new Own(ToolException.transientFailure("the search service has no more for this key for now"))
                        : new KeyRefused();
            default -> new Usual();
        };
    }
}
