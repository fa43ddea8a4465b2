package dev.leadrelay.validation;

/** A profile, seller profile or refusal policy cannot be used; the message is one line: key path and what to do. */
public final class ProfileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ProfileException(String message) {
        super(message, null, false, false);
    }
}
