package dev.leadrelay.deadletter.access;

import org.jspecify.annotations.Nullable;

/** A login with the identity provider that did not come off; the message is one line for the person and the log. */
final class OidcException extends Exception {
    private static final long serialVersionUID = 1L;

    OidcException(String line, @Nullable Throwable cause) {
        super(line, cause);
    }

    OidcException(String line) {
        this(line, null);
    }

    String line() {
        return String.valueOf(getMessage());
    }
}
