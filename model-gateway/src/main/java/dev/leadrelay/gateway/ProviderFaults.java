package dev.leadrelay.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.leadrelay.schemas.records.FailureClass;
import java.net.http.HttpConnectTimeoutException;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Finds the failure class of what went wrong at a provider. Never lets the key into a message. */
final class ProviderFaults {
    private static final int EXCERPT = 200;

    private final Dialect dialect;
    private final String apiKey;
    private final Clock clock;

    ProviderFaults(Dialect dialect, String apiKey, Clock clock) {
        this.dialect = dialect;
        this.apiKey = apiKey;
        this.clock = clock;
    }

    /**
     * What a thrown failure means.
     *
     * @param billed what a reply that cannot be used said of its price; null when there was none
     * @throws InterruptedException when it was an interrupt
     */
    ProviderReply.Fault classify(Throwable thrown, @Nullable TokenCounts billed) throws InterruptedException {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < 20; depth++, cause = cause.getCause()) {
            if (cause instanceof InterruptedException) {
                Thread.interrupted();
                throw new InterruptedException();
            }
            ProviderReply.Fault known = known(cause, billed);
            if (known != null) {
                return known;
            }
        }
        return fault(FailureClass.MODEL_ERROR, "no usable reply: " + rootOf(thrown), billed, null);
    }

    private ProviderReply.@Nullable Fault known(Throwable cause, @Nullable TokenCounts billed) {
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
                    FailureClass.MODEL_ERROR, "the reply cannot be read: " + json.getOriginalMessage(), billed, null);
        }
        return null;
    }

    /** What an error under a good status means; null when the reply holds none. */
    ProviderReply.@Nullable Fault inGoodReply(JsonNode reply, @Nullable TokenCounts billed) {
        ProviderError error = ProviderError.inGoodReply(reply);
        return error == null
                ? null
                : fault(
                        dialect.classOf(error),
                        "an error under a good status: " + error.message(),
                        billed,
                        dialect.retryAfter(error));
    }

    private ProviderReply.Fault errorStatus(ErrorStatusException exception) {
        ProviderError error = ProviderError.of(exception.statusCode(), exception.body());
        FailureClass failureClass = dialect.classOf(error);
        // Replies to a bad key like to quote it.
        boolean quoted = error.status() == 401 || error.status() == 403;
        String detail = quoted || error.message().isEmpty() ? "" : ": " + error.message();
        Duration header = RetryAfter.parse(exception.retryAfter(), clock);
        return fault(
                failureClass,
                "HTTP " + error.status() + detail,
                TokenCounts.NOTHING,
                header == null ? dialect.retryAfter(error) : header);
    }

    ProviderReply.Fault fault(
            FailureClass failureClass, String message, @Nullable TokenCounts billed, @Nullable Duration retryAfter) {
        return new ProviderReply.Fault(failureClass, oneLine(message, apiKey), billed, retryAfter);
    }

    /** What may be told of a failure: no key, no line break, not much of what the provider sent. */
    static String oneLine(String message, String apiKey) {
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
