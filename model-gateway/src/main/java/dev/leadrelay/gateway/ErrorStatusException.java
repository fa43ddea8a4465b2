package dev.leadrelay.gateway;

import dev.langchain4j.exception.HttpException;
import org.jspecify.annotations.Nullable;

/** A reply with an error status. */
@SuppressWarnings("serial") // never serialised
final class ErrorStatusException extends HttpException {
    private final String body;
    private final @Nullable String retryAfter;

    ErrorStatusException(int status, String body, @Nullable String retryAfter) {
        super(status, "HTTP " + status);
        this.body = body;
        this.retryAfter = retryAfter;
    }

    String body() {
        return body;
    }

    @Nullable
    String retryAfter() {
        return retryAfter;
    }
}
