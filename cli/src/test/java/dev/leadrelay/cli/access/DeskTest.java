package dev.leadrelay.cli.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.leadrelay.service.SettingsException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeskTest {
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type"));
            byte[] answer = "{\"ok\":true}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void saysWhoItIs() throws Exception {
        Desk desk = desk(Map.of("LEADRELAY_DESK_USER", "j\u00fcrgen", "LEADRELAY_DESK_PASSWORD", "a:b c"));

        desk.get("/summary", Map.of());
        desk.decide("a/b", Map.of("kind", "RETRY"));

        assertThat(seen)
                .containsExactly(
                        "GET /summary Basic asO8cmdlbjphOmIgYw== null",
                        "POST /dead-letters/a%2Fb/decisions Basic asO8cmdlbjphOmIgYw== application/json");
    }

    @Test
    void saysNothingWithoutAName() throws Exception {
        assertThat(desk(Map.of()).get("/summary", Map.of("a", "b c")).path("ok").asBoolean())
                .isTrue();

        assertThat(seen).containsExactly("GET /summary?a=b%20c null null");
    }

    @Test
    void aNameNeedsAPassword() {
        for (String one : new String[] {"LEADRELAY_DESK_USER", "LEADRELAY_DESK_PASSWORD"}) {
            assertThatThrownBy(() -> desk(Map.of(one, "x")))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("belong together");
        }
    }

    private Desk desk(Map<String, String> environment) {
        return Desk.of("http://127.0.0.1:" + server.getAddress().getPort(), environment);
    }
}
