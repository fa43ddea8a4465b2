package dev.leadrelay.service;

import io.javalin.Javalin;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.util.JavalinBindException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.LinkedHashMap;
import java.util.Map;

/** The HTTP side of a service: health, metrics and the service's own routes. */
final class ServiceHttp implements AutoCloseable {
    private static final String EXPOSITION_FORMAT = "text/plain; version=0.0.4; charset=utf-8";

    private final Javalin server;

    private ServiceHttp(Javalin server) {
        this.server = server;
    }

    static ServiceHttp start(String host, int port, Service service, Health health, PrometheusMeterRegistry metrics) {
        Javalin server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.concurrency.useVirtualThreads = true;
            config.routes.get("/health/live", context -> context.json(Map.of("status", "UP")));
            config.routes.get("/health/ready", context -> ready(context, health));
            config.routes.get(
                    "/metrics",
                    context -> context.contentType(EXPOSITION_FORMAT).result(metrics.scrape()));
            config.routes.exception(Exception.class, (e, context) -> {
                org.slf4j.LoggerFactory.getLogger(ServiceHttp.class).error("{} failed", context.path(), e);
                context.status(500).contentType(ContentType.APPLICATION_JSON).json(Map.of("error", "internal error"));
            });
            service.routes(config.routes);
        });
        try {
            server.start(host, port);
        } catch (JavalinBindException e) {
            throw new SettingsException("port " + port + " on " + host
                    + " cannot be used (taken by another program?); set leadrelay.http.port (LEADRELAY_HTTP_PORT)");
        }
        return new ServiceHttp(server);
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }

    private static void ready(Context context, Health health) {
        Map<String, Object> components = new LinkedHashMap<>();
        health.states().forEach((name, state) -> components.put(name, describe(state)));
        boolean ready = health.ready();
        context.status(ready ? 200 : 503);
        context.json(Map.of("status", ready ? "UP" : "DOWN", "components", components));
    }

    private static Map<String, String> describe(HealthState state) {
        return switch (state) {
            case HealthState.Up up -> Map.of("status", "UP");
            case HealthState.Degraded degraded -> Map.of("status", "DEGRADED", "reason", degraded.reason());
            case HealthState.Down down -> Map.of("status", "DOWN", "reason", down.reason());
        };
    }
}
