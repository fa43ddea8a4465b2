package dev.leadrelay.gateway;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A model server on loopback that does what it is told, one behaviour per request, the last one for ever. */
final class StubServer implements AutoCloseable {
    /** What to do with one request. */
    interface Behaviour {
        void answer(HttpExchange exchange) throws Exception;
    }

    final List<String> bodies = new CopyOnWriteArrayList<>();
    final List<String> paths = new CopyOnWriteArrayList<>();
    final List<Headers> headers = new CopyOnWriteArrayList<>();
    final List<Integer> clientPorts = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedDeque<Behaviour> behaviours = new ConcurrentLinkedDeque<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    StubServer(Behaviour... behaviours) {
        this.behaviours.addAll(List.of(behaviours));
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Its address without a path. */
    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            paths.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            headers.add(exchange.getRequestHeaders());
            clientPorts.add(exchange.getRemoteAddress().getPort());
            Behaviour behaviour = behaviours.size() > 1 ? behaviours.poll() : behaviours.peek();
            behaviour.answer(exchange);
        } catch (Exception e) {
            // The client has gone; that is what many of these tests are about.
        }
    }

    static Behaviour reply(int status, String body, Map<String, String> headers) {
        return exchange -> {
            headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    static Behaviour reply(int status, String body) {
        return reply(status, body, Map.of());
    }

    /** Takes the request and never says a word. */
    Behaviour hang() {
        return exchange -> closed.await();
    }

    /** Sends headers and then a byte now and then, for ever. */
    Behaviour drip() {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (!closed.await(20, TimeUnit.MILLISECONDS)) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
            }
        };
    }

    /** Sends as fast as it can and never stops. */
    Behaviour flood() {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] block = new byte[64 * 1024];
            while (closed.getCount() > 0) {
                exchange.getResponseBody().write(block);
            }
        };
    }

    /** Promises more bytes than it sends. */
    static Behaviour cut(String body) {
        return exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length + 100);
            exchange.getResponseBody().write(bytes);
            exchange.getResponseBody().flush();
        };
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
