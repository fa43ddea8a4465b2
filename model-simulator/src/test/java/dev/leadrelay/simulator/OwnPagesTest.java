package dev.leadrelay.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OwnPagesTest {
    private static final String COMPANY = DemoCompanies.byIndex(1, 1).domain();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private ModelSimulator simulator;

    @BeforeEach
    void start() throws Exception {
        simulator = ModelSimulator.start(SimulatorSettings.defaults()
                .withPages(Map.of(
                        COMPANY,
                        Map.of("/about", "<title>Ours</title><p>Own words.</p>"),
                        "Elsewhere.test",
                        Map.of("/", "<p>Elsewhere.</p>"))));
    }

    @AfterEach
    void stop() {
        simulator.close();
        http.close();
    }

    @Test
    void goBeforeThoseOfTheDemo() throws Exception {
        assertThat(get(COMPANY, "/about").body()).contains("Own words.");
        assertThat(get(COMPANY, "/news").body())
                .isEqualTo(DemoPages.html(COMPANY, "/news").orElseThrow());
    }

    @Test
    void mayBeOfAnyHost() throws Exception {
        assertThat(get("elsewhere.test", "/").body()).contains("Elsewhere.");
        assertThat(get("elsewhere.test:81", "/none").statusCode()).isEqualTo(404);
        assertThat(simulator.stats().pages()).isEqualTo(1);
    }

    @Test
    void everyHostThatIsAskedIsCounted() throws Exception {
        get(COMPANY, "/about");
        get(COMPANY.toUpperCase(java.util.Locale.ROOT) + ":80", "/nowhere");
        get("elsewhere.test", "/");
        get("evil.test", "/collect");
        Conversation.post(
                http, simulator.port(), Conversation.request("", "Hello").toString());
        assertThat(simulator.requestsByHost())
                .containsExactlyInAnyOrderEntriesOf(Map.of(COMPANY, 2L, "elsewhere.test", 1L, "evil.test", 1L));
        simulator.resetStats();
        assertThat(simulator.requestsByHost()).isEmpty();
    }

    @Test
    void aDemoPageCanBeDifferentInOnePlace() {
        String page = DemoPages.html(COMPANY, "/").orElseThrow();
        String more = DemoPages.with(page, "<p>One more.</p>");
        assertThat(more).contains("<p>One more.</p>\n</main>");
        assertThat(more.replace("<p>One more.</p>\n", "")).isEqualTo(page);
        assertThat(DemoPages.with(page, "<meta name=\"x\" content=\"y\">"))
                .contains("<meta name=\"x\" content=\"y\">\n</head>");
        assertThat(DemoPages.with("<body></body>", "<b>x</b>")).isEqualTo("<body><b>x</b>\n</body>");
        assertThat(DemoPages.html(COMPANY, "/none")).isEmpty();
        assertThat(DemoPages.html("localhost", "/")).isEmpty();
        assertThatThrownBy(() -> DemoPages.with("<p>", "<p>")).hasMessageContaining("</body>");
    }

    private HttpResponse<String> get(String host, String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + simulator.port() + path))
                        .header("Host", host)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
