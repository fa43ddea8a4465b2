package dev.leadrelay.deadletter.access;

/** A request that goes no further; the message is the one line that the caller sees. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** @param status of HTTP; 401 leads a person to the login page */
    RefusedException(int status, String line) {
        super(line, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }

    String line() {
        return String.valueOf(getMessage());
    }
}
