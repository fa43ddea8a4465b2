package dev.leadrelay.deadletter;

/** A request that cannot be served; the message is the one line that the caller sees. */
final class RequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** @param status of HTTP */
    RequestException(int status, String line) {
        super(line);
        this.status = status;
    }

    int status() {
        return status;
    }
}
