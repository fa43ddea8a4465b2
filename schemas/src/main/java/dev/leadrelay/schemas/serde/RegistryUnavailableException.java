package dev.leadrelay.schemas.serde;

import org.jspecify.annotations.Nullable;

/** The schema registry gave no usable answer; the same call may succeed later. Says nothing about the record. */
public final class RegistryUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean worthRetrying;

    public RegistryUnavailableException(@Nullable String message, @Nullable Throwable cause) {
        this(message, cause, true);
    }

    RegistryUnavailableException(@Nullable String message, @Nullable Throwable cause, boolean worthRetrying) {
        super(message, cause);
        this.worthRetrying = worthRetrying;
    }

    /** False when asking again at once cannot help: bad credentials, an interrupt. */
    boolean worthRetrying() {
        return worthRetrying;
    }
}
