package dev.leadrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.schemas.records.DeadLetter;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in front of every route where nobody has to log in. */
class AccessHttpTest {
    private static final String RETRY = "{\"kind\":\"RETRY\",\"by\":\"ann\"}";

    private final HttpClient http = HttpClient.newHttpClient();
    private TestHandler handler;

    @BeforeEach
    void start() {
        handler = new TestHandler(new FakeBroker(), new TestStore(), Map.of("access.host-names", "desk.example.com"));
    }

    @AfterEach
    void stop() {
        handler.close();
        http.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/summary", "/dead-letters?limit=0", "/dead-letters/nope", "/no/such/page"})
    void everyAnswerTellsTheBrowserWhatItMay(String path) throws Exception {
        HttpResponse<String> response = send("GET", path, "");

        assertThat(header(response, "Content-Security-Policy"))
                .isEqualTo("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                        + " connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
        assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(response, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(header(response, "Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
        assertThat(response.headers().firstValue("Server")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 200",
        "localhost:1, 200",
        "[::1], 200",
        "desk.example.com, 200",
        "evil.example, 421",
        "127.0.0.1.evil.example:80, 421"
    })
    void servesOnlyItsOwnNames(String host, int status) throws Exception {
        assertThat(raw("GET /summary HTTP/1.1\r\nHost: " + host)).startsWith("HTTP/1.1 " + status);
    }

    @Test
    void aRefusedNameSaysWhatToDoAndIsProtectedToo() throws Exception {
        assertThat(raw("GET /summary HTTP/1.1\r\nHost: evil.example"))
                .contains("Content-Security-Policy", "host-names")
                .doesNotContain("\"total\"");
    }

    @Test
    void anotherSitesPageDecidesNothing() throws Exception {
        DeadLetter letter = parked();
        String path = "/dead-letters/" + letter.getDeadLetterId() + "/decisions";

        assertThat(send("POST", path, RETRY).statusCode()).isEqualTo(403);
        assertThat(send("POST", path, RETRY, "Content-Type", "text/plain").statusCode())
                .isEqualTo(403);
        assertThat(send("POST", path, RETRY, "Content-Type", "application/json", "Origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(send("POST", path, RETRY, "Content-Type", "application/json", "Sec-Fetch-Site", "cross-site")
                        .statusCode())
                .isEqualTo(403);
        HttpResponse<String> refused = send("POST", path, "kind=RETRY&by=ann&_csrf=guess", "Content-Type", FORM);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("\"error\"").doesNotContain("\n");
        assertThat(handler.broker.records(Samples.TOPICS.triageDecisions().name()))
                .isEmpty();

        assertThat(send("POST", path, RETRY, "Content-Type", "application/json").statusCode())
                .isEqualTo(202);
    }

    private static final String FORM = "application/x-www-form-urlencoded";

    private DeadLetter parked() {
        DeadLetter letter = Samples.parked(1);
        handler.park(letter);
        handler.awaitState(letter, ItemState.OPEN);
        return letter;
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(handler.url() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The JDK's client sets the Host header itself. */
    private String raw(String head) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", URI.create(handler.url()).getPort())) {
            socket.getOutputStream()
                    .write((head + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String header(HttpResponse<String> response, String name) {
        return String.join("|", response.headers().allValues(name));
    }
}
