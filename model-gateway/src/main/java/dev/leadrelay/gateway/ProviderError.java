package dev.leadrelay.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leadrelay.schemas.records.FailureClass;
import java.util.Locale;

/**
 * A reply with an error status, as far as all kinds of providers agree: an object {@code error} with a {@code message}, or
 * the message alone.
 *
 * @param error the object; empty when the body is something else
 */
record ProviderError(int status, JsonNode error) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static ProviderError of(int status, String body) {
        try {
            JsonNode tree = JSON.readTree(body);
            // Some put the object into a list of one.
            JsonNode error = (tree.isArray() ? tree.path(0) : tree).path("error");
            return new ProviderError(
                    status, error.isTextual() ? JSON.createObjectNode().put("message", error.textValue()) : error);
        } catch (JsonProcessingException e) {
            return new ProviderError(status, JSON.nullNode());
        }
    }

    String message() {
        return text("message");
    }

    String text(String field) {
        return error.path(field).asText("");
    }

    /** Whether the message has one of these phrases, in lower case here, in any case there. */
    boolean says(String... phrases) {
        String message = message().toLowerCase(Locale.ROOT);
        for (String phrase : phrases) {
            if (message.contains(phrase)) {
                return true;
            }
        }
        return false;
    }

    /** What the status means by itself. */
    FailureClass byStatus() {
        return switch (status) {
            case 401, 402, 403 -> FailureClass.MODEL_QUOTA;
            case 408 -> FailureClass.MODEL_TIMEOUT;
            case 429 -> FailureClass.MODEL_RATE_LIMITED;
            default -> status >= 500 ? FailureClass.MODEL_ERROR : FailureClass.MODEL_REQUEST_REJECTED;
        };
    }
}
