package dev.leadrelay.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leadrelay.schemas.records.FailureClass;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A reply with an error status, as far as all kinds of providers agree: an object {@code error} with a {@code message}, or
 * the message alone.
 *
 * @param error the object; empty when the body is something else
 */
record ProviderError(int status, JsonNode error) {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** An error of which nobody says whose it is: the provider's. */
    private static final int UNKNOWN_STATUS = 500;

    static ProviderError of(int status, String body) {
        try {
            return new ProviderError(status, errorOf(JSON.readTree(body)));
        } catch (JsonProcessingException e) {
            return new ProviderError(status, JSON.nullNode());
        }
    }

    /**
     * An error under a good status, as gateways between us and the model send it; null when the reply holds none. What status it would
     * have had is in its number, if it has one.
     */
    static @Nullable ProviderError inGoodReply(JsonNode reply) {
        JsonNode error = errorOf(reply);
        if (!error.isObject()) {
            return null;
        }
        int number = error.path("code").asInt(error.path("status").asInt(0));
        boolean isStatus = number >= 400 && number < 600;
        return new ProviderError(isStatus ? number : UNKNOWN_STATUS, error);
    }

    private static JsonNode errorOf(JsonNode tree) {
        // Some put the object into a list of one.
        JsonNode error = (tree.isArray() ? tree.path(0) : tree).path("error");
        return error.isTextual() ? JSON.createObjectNode().put("message", error.textValue()) : error;
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
