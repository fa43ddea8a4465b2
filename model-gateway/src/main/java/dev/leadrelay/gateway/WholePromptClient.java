package dev.leadrelay.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;

/**
 * Asks Ollama to refuse a prompt that does not fit. Otherwise it leaves out what is too much, without a word, and the model
 * answers what is left. LangChain4j 1.18 has no setting for it.
 */
final class WholePromptClient implements HttpClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient next;

    WholePromptClient(HttpClient next) {
        this.next = next;
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        return next.execute(HttpRequest.builder()
                .method(request.method())
                .url(request.url())
                .headers(request.headers())
                .body(whole(request.body()))
                .build());
    }

    private static String whole(String body) {
        try {
            ObjectNode tree = (ObjectNode) JSON.readTree(body);
            return tree.put("truncate", false).put("shift", false).toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a chat request is JSON", e);
        }
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        throw new UnsupportedOperationException("answers are not streamed");
    }
}
