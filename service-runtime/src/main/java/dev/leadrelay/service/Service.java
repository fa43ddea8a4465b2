package dev.leadrelay.service;

import io.javalin.router.JavalinDefaultRoutingApi;

/** One of LeadRelay's services: started once, stopped once. */
public interface Service extends AutoCloseable {

    /**
     * Starts the service's threads and returns when it takes work.
     *
     * @throws SettingsException when a person has to change something first
     */
    void start() throws InterruptedException;

    /** Adds the service's own routes beside {@code /health} and {@code /metrics}; called once, before the start. */
    default void routes(JavalinDefaultRoutingApi routes) {}

    /** Stops in good order within bounded time; may be called more than once and before the start. */
    @Override
    void close();
}
