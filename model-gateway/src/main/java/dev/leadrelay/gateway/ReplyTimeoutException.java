package dev.leadrelay.gateway;

import java.time.Duration;

/** The last byte of a reply did not come in time. */
@SuppressWarnings("serial") // never serialised
final class ReplyTimeoutException extends RuntimeException {
    ReplyTimeoutException(Duration within) {
        super("no complete reply within " + within.toMillis() + " ms");
    }
}
