package dev.leadrelay.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries requests from the JDK's HTTP server to the routes and replies back. */
final class HttpEdge implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(HttpEdge.class);

    private final Routes routes;

    HttpEdge(Routes routes) {
        this.routes = routes;
    }

    @Override
    public void handle(HttpExchange exchange) {
        try (exchange) {
            String host =
                    Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Host"), "");
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            Reply reply = routes.reply(exchange.getRequestMethod(), host, path == null ? "/" : path, body);
            if (reply instanceof Reply.Response response) {
                send(exchange, response);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.debug("a caller went away: {}", e.toString());
        } catch (RuntimeException e) {
            LOG.warn("a call failed", e);
        }
    }

    private static void send(HttpExchange exchange, Reply.Response response) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", response.contentType());
        response.headers()
                .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        boolean bodiless = exchange.getRequestMethod().equals("HEAD") || response.body().length == 0;
        exchange.sendResponseHeaders(response.status(), bodiless ? -1 : response.body().length);
        if (!bodiless) {
            exchange.getResponseBody().write(response.body());
        }
        exchange.getResponseBody().close();
        response.sent().run();
    }
}
