package dev.leadrelay.research.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leadrelay.agent.tool.ToolException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

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

    /** What answers other than 200 can mean. */
    sealed interface Meaning {}

    /** What it means everywhere. */
    record Usual() implements Meaning {}

    /** The service does not take the key. */
    record KeyRefused() implements Meaning {}

    /** Something that only this service says so. */
    record Own(ToolException failure) implements Meaning {}

    /** What an answer other than 200 means. */
    Meaning meaning(Endpoint.Answer answer);

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
}
