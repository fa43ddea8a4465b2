package dev.leadrelay.deadletter;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Reads what a person wrote as JSON; nothing of it is passed over. */
final class EditText {
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private EditText() {}

    /** The tree of a text that is JSON; anything else is a {@link RequestException} that says where it is not. */
    static JsonNode tree(String text) {
        try {
            JsonNode tree = JSON.readTree(text);
            if (!tree.isMissingNode()) {
                return tree;
            }
            throw new RequestException(400, "this is not JSON: there is nothing");
        } catch (JsonProcessingException e) {
            JsonLocation where = e.getLocation();
            throw new RequestException(
                    400,
                    "this is not JSON: " + e.getOriginalMessage()
                            + (where == null ? "" : " (line " + where.getLineNr() + ")"));
        }
    }
}
