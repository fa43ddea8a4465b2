package dev.leadrelay.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Locale;

/**
 * Serves embeddings in the shape of OpenAI's API. The vector of a text counts its words and their beginnings in hashed places: texts with
 * much in common lie near each other, which is all that a simulator can know of meaning.
 */
final class Embeddings {
    static final int DIMENSIONS = 512;
    private static final int STEM = 5;

    private final ObjectMapper json;
    private final OpenAiJson shapes;

    Embeddings(ObjectMapper json) {
        this.json = json;
        this.shapes = new OpenAiJson(json);
    }

    Reply reply(byte[] body) {
        try {
            JsonNode input = json.readTree(body).path("input");
            if (input.isMissingNode() || input.isEmpty() && !input.isTextual()) {
                return rejected("'input' is missing");
            }
            ObjectNode reply = json.createObjectNode().put("object", "list").put("model", "simulator-embedding");
            ArrayNode data = reply.putArray("data");
            long characters = 0;
            for (JsonNode text :
                    input.isArray() ? input : json.createArrayNode().add(input)) {
                ArrayNode vector = data.addObject()
                        .put("object", "embedding")
                        .put("index", data.size() - 1)
                        .putArray("embedding");
                for (float each : vector(text.asText(""))) {
                    vector.add(each);
                }
                characters += text.asText("").length();
            }
            long tokens = OpenAiJson.tokens(characters);
            reply.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
            return Reply.json(200, json.writeValueAsBytes(reply));
        } catch (JsonProcessingException e) {
            return rejected("the body is not JSON");
        } catch (IOException e) {
            return rejected("the body could not be read");
        }
    }

    private Reply rejected(String message) {
        return Reply.json(400, shapes.error(message, "invalid_request_error", "invalid_request"));
    }

    static float[] vector(String text) {
        float[] vector = new float[DIMENSIONS];
        // Nothing at all has a direction too.
        vector[0] = 0.01f;
        for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")) {
            if (!word.isEmpty()) {
                vector[place(word)] += 1;
                vector[place("stem " + word.substring(0, Math.min(STEM, word.length())))] += 1;
            }
        }
        return vector;
    }

    private static int place(String word) {
        return (int) Math.floorMod(Seeded.hash(word), DIMENSIONS);
    }
}
