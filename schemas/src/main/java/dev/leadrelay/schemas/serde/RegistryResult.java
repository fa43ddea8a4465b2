package dev.leadrelay.schemas.serde;

/**
 * A definite answer of the schema registry. That it gave none is no answer: see {@link RegistryUnavailableException}.
 *
 * @param <T> type of what was asked for
 */
public sealed interface RegistryResult<T> {

    /** What was asked for. */
    record Found<T>(T value) implements RegistryResult<T> {}

    /**
     * The registry understood and refused: unknown id or subject (404), incompatible schema (409), invalid schema or
     * version (422). Asking again gives the same answer.
     *
     * @param status HTTP status
     * @param errorCode the registry's own code, for example 40403
     * @param message the registry's own words
     */
    record Refused<T>(int status, int errorCode, String message) implements RegistryResult<T> {}
}
