package dev.leadrelay.gateway;

/**
 * How a provider is doing, for health and metrics.
 *
 * @param provider its name in the settings
 * @param inFlight calls past the concurrency limit, those that wait between two tries included
 * @param maxConcurrent the limit
 */
public record ProviderState(String provider, Breaker breaker, int inFlight, int maxConcurrent) {
    /** Whether calls go out. */
    public enum Breaker {
        /** They do. */
        CLOSED,
        /** They do not. */
        OPEN,
        /** A few do, to find out. */
        TRYING
    }
}
