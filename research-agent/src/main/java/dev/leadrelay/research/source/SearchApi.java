package dev.leadrelay.research.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leadrelay.agent.tool.ToolException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How one kind of search service is asked and what its answers mean. Implementations are immutable and pure. */
sealed interface SearchApi permits SearxngSearch, BraveSearch, GoogleSearch {
    /** Results that are asked for, and used at most. */
    int MOST_RESULTS = 8;

    /** One result: its address, and texts that may be empty. */
    record Hit(String url, String title, String text) {}

    /** What to ask: an address. */
    URI request(String query);

    /** Headers of it: name, value, name, value. */
    List<String> headers();

    /** @throws ToolException drift, when the answer has another form */
    List<Hit> hits(JsonNode answer) throws ToolException;

    /** What an answer other than 200 means where this service has its own way to say it; empty for the usual meaning. */
    default Optional<ToolException> meaning(Endpoint.Answer answer) {
        return Optional.empty();
    }

    /** The failure of a service that does not take the key. */
    static ToolException keyRefused() {
        return ToolException.permanent(
                "the search service does not take the key; correct leadrelay.research.search.key or its file");
    }

    /** The results in a list, their fields by name. */
    static List<Hit> hits(JsonNode list, String path, String url, String title, String text) throws ToolException {
        List<Hit> hits = new ArrayList<>();
        for (JsonNode result : AnswerForm.list(list, path)) {
            String at = path + "/" + hits.size() + "/";
            hits.add(new Hit(
                    AnswerForm.text(result.path(url), at + url),
                    AnswerForm.optionalText(result.path(title), at + title),
                    AnswerForm.optionalText(result.path(text), at + text)));
        }
        return hits;
    }

    /** An address with parameters: name, value, name, value. */
    static URI with(URI address, String... parameters) {
        StringBuilder whole = new StringBuilder(address.toString());
        String separator = address.getRawQuery() == null ? "?" : "&";
        for (int i = 0; i < parameters.length; i += 2) {
            whole.append(separator)
                    .append(parameters[i])
                    .append('=')
                    .append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
            separator = "&";
        }
        return URI.create(whole.toString());
    }
}
