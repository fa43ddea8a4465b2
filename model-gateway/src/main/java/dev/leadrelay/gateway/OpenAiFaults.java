package dev.leadrelay.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leadrelay.schemas.records.FailureClass;
import java.net.http.HttpConnectTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the failure class of what went wrong at an OpenAI-compatible provider. Never lets the key into a message. */
final class OpenAiFaults {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int EXCERPT = 200;
    private static final Set<String> OUT_OF_CREDIT =
            Set.of("insufficient_quota", "billing_hard_limit_reached", "billing_not_active", "insufficient_funds");
    private static final Set<String> FILTERED = Set.of("content_filter", "content_policy_violation");

    private final String apiKey;
    private final Clock clock;

    OpenAiFaults(String apiKey, Clock clock) {
        this.apiKey = apiKey;
        this.clock = clock;
    }

    /**
     * What a thrown failure means.
     *
     * @throws InterruptedException when it was an interrupt
     */
    ProviderReply.Fault classify(Throwable thrown) throws InterruptedException {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < 20; depth++, cause = cause.getCause()) {
            if (cause instanceof InterruptedException) {
                Thread.interrupted();
                throw new InterruptedException();
            }
            ProviderReply.Fault known = known(cause);
            if (known != null) {
                return known;
            }
        }
        return fault(FailureClass.MODEL_ERROR, "no usable reply: " + rootOf(thrown), null, null);
    }

    private ProviderReply.@Nullable Fault known(Throwable cause) {
        if (cause instanceof ErrorStatusException status) {
            return errorStatus(status);
        }
        if (cause instanceof ReplyTimeoutException) {
            return fault(FailureClass.MODEL_TIMEOUT, String.valueOf(cause.getMessage()), null, null);
        }
        if (cause instanceof HttpConnectTimeoutException) {
            // Nothing was sent, so nothing is billed.
            return fault(FailureClass.MODEL_TIMEOUT, "no connection in time", TokenCounts.NOTHING, null);
        }
        if (cause instanceof java.net.ConnectException) {
            return fault(FailureClass.MODEL_ERROR, "no connection: " + cause.getMessage(), TokenCounts.NOTHING, null);
        }
        if (cause instanceof ReplyTooLargeException) {
            return fault(FailureClass.MODEL_ERROR, String.valueOf(cause.getMessage()), null, null);
        }
        if (cause instanceof JsonProcessingException json) {
            // Its full message quotes the reply; the original one says what is wrong with it.
            return fault(
                    FailureClass.MODEL_ERROR,
                    "the reply is no chat completion: " + json.getOriginalMessage(),
                    null,
                    null);
        }
        return null;
    }

    private ProviderReply.Fault errorStatus(ErrorStatusException exception) {
        int status = exception.statusCode();
        JsonNode error = errorOf(exception.body());
        String said = error.path("message").asText("");
        FailureClass failureClass = classOf(
                status, error.path("code").asText(""), error.path("type").asText(""), said);
        // Replies to a bad key like to quote it.
        String detail = status == 401 || status == 403 || said.isEmpty() ? "" : ": " + said;
        Duration retryAfter = RetryAfter.parse(exception.retryAfter(), clock);
        return fault(failureClass, "HTTP " + status + detail, TokenCounts.NOTHING, retryAfter);
    }

    private static JsonNode errorOf(String body) {
        try {
            JsonNode tree = JSON.readTree(body);
            JsonNode error = tree == null ? JSON.nullNode() : tree.path("error");
            return error.isTextual() ? JSON.createObjectNode().put("message", error.textValue()) : error;
        } catch (JsonProcessingException e) {
            return JSON.nullNode();
        }
    }

    private static FailureClass classOf(int status, String code, String type, String said) {
        if (OUT_OF_CREDIT.contains(code) || OUT_OF_CREDIT.contains(type)) {
            return FailureClass.MODEL_QUOTA;
        }
        return switch (status) {
            case 401, 402, 403 -> FailureClass.MODEL_QUOTA;
            case 408 -> FailureClass.MODEL_TIMEOUT;
            case 429 -> FailureClass.MODEL_RATE_LIMITED;
            default -> status >= 500 ? FailureClass.MODEL_ERROR : rejected(code, said);
        };
    }

    private static FailureClass rejected(String code, String said) {
        if (FILTERED.contains(code)) {
            return FailureClass.MODEL_REFUSED;
        }
        // Many compatible servers send the sentence without the code.
        boolean overflow = code.equals("context_length_exceeded")
                || said.toLowerCase(Locale.ROOT).contains("maximum context length");
        return overflow ? FailureClass.CONTEXT_OVERFLOW : FailureClass.MODEL_REQUEST_REJECTED;
    }

    ProviderReply.Fault fault(
            FailureClass failureClass, String message, @Nullable TokenCounts billed, @Nullable Duration retryAfter) {
        return new ProviderReply.Fault(failureClass, oneLine(message), billed, retryAfter);
    }

    private String oneLine(String message) {
        String clean = message.replace(apiKey, "***")
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .strip();
        return clean.length() <= EXCERPT ? clean : clean.substring(0, EXCERPT) + "…";
    }

    private static String rootOf(Throwable thrown) {
        Throwable root = thrown;
        for (int depth = 0; root.getCause() != null && depth < 20; depth++) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName() + (root.getMessage() == null ? "" : ": " + root.getMessage());
    }
}
