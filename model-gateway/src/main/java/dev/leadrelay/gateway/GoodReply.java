package dev.leadrelay.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A reply with a good status, as the provider sent it.
 *
 * @param body missing when it is no JSON
 * @param simulated whether a simulator says that it is one
 */
record GoodReply(JsonNode body, boolean simulated) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SIMULATED_HEADER = "x-leadrelay-simulated";
    private static final GoodReply NONE = new GoodReply(MissingNode.getInstance(), false);

    static GoodReply of(@Nullable SuccessfulHttpResponse response) {
        if (response == null) {
            return NONE;
        }
        JsonNode body = parse(response.body());
        boolean marked = body.path("system_fingerprint")
                .asText("")
                .toLowerCase(Locale.ROOT)
                .startsWith("simulator");
        return new GoodReply(body, marked || hasHeader(response));
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private static boolean hasHeader(SuccessfulHttpResponse response) {
        return response.headers().entrySet().stream()
                .anyMatch(header -> header.getKey().equalsIgnoreCase(SIMULATED_HEADER)
                        && header.getValue().contains("true"));
    }
}
