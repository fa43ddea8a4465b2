package dev.leadrelay.research.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leadrelay.agent.tool.ToolException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.jsoup.Jsoup;

/**
 * The Brave Search API: {@code GET /res/v1/web/search?q=…} with the key in {@code X-Subscription-Token} gives
 * {@code web.results} with url, title, description; no {@code web} where nothing was found.
 */
record BraveSearch(URI address, ApiKey key) implements SearchApi {
    static final String ADDRESS = "https://api.search.brave.com/res/v1/web/search";

    private static final int MOST_WORDS = 50;

    @Override
    public URI request(String query) {
        String[] words = query.strip().split("\\s+");
        String shortened = String.join(" ", Arrays.copyOf(words, Math.min(words.length, MOST_WORDS)));
        return Endpoint.with(
                address,
                "q",
                shortened,
                "count",
                String.valueOf(MOST_RESULTS),
                "result_filter",
                "web",
                "text_decorations",
                "false");
    }

    @Override
    public List<String> headers() {
        return List.of("X-Subscription-Token", key.value());
    }

    @Override
    public List<Hit> hits(JsonNode answer) throws ToolException {
        if (answer.path("web").isMissingNode()
                && "search".equals(answer.path("type").textValue())) {
            AnswerForm.object(answer.path("query"), "/query");
            return List.of();
        }
        JsonNode web = AnswerForm.object(answer.path("web"), "/web");
        return SearchApi.hits(web.path("results"), "/web/results", "url", "title", "description").stream()
                .map(hit -> new Hit(hit.url(), plain(hit.title()), plain(hit.text())))
                .toList();
    }

    /** Titles and descriptions are HTML. */
    private static String plain(String html) {
        return Jsoup.parse(html).text();
    }

    /** A key that is none is told by 422, as a query that is none is; only the code tells them apart. */
    @Override
    public Meaning meaning(Endpoint.Answer answer) {
        boolean refused = switch (answer.status()) {
            case 401, 403 -> true;
            case 422 ->
                answer.body().contains("SUBSCRIPTION_TOKEN") || answer.body().contains("x-subscription-token");
            default -> false;
        };
        return refused ? new KeyRefused() : new Usual();
    }
}
