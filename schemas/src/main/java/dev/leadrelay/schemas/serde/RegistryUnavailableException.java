package dev.leadrelay.schemas.serde;

/** The schema registry gave no usable answer; the same call may succeed later. Says nothing about the record. */
public final class RegistryUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
