package dev.leadrelay.deadletter.access;

import static dev.leadrelay.deadletter.access.TestDesk.FORM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leadrelay.service.SettingsException;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Loopback, where nobody logs in. */
class LocalAccessTest {
    private final TestDesk desk = new TestDesk(Map.of());

    @AfterEach
    void stop() {
        desk.close();
    }

    @Test
    void aPageCarriesTheToken() throws Exception {
        String token = desk.get("/token").body();

        assertThat(token).hasSizeGreaterThan(40);
        assertThat(desk.send("POST", "/form", "", "X-CSRF-Token", token).body()).isEqualTo("local ADMIN true true");
        assertThat(desk.send("POST", "/form", "_csrf=" + token, "Content-Type", FORM, "Origin", "null")
                        .statusCode())
                .isEqualTo(200);
        assertThat(desk.send("POST", "/form", "_csrf=" + token + "x", "Content-Type", FORM)
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void aRouteThatIsNotInTheTableIsRefused() throws Exception {
        for (String method : new String[] {"GET", "POST"}) {
            HttpResponse<String> response = desk.send(method, "/forgotten", "{}", "Content-Type", "application/json");

            assertThat(response.body()).doesNotContain("secret");
            assertThat(response.statusCode()).as(method).isEqualTo(403);
        }
        assertThat(desk.send("GET", "/no/such/page", "").statusCode()).isEqualTo(404);
    }

    @Test
    void aHeadRequestRunsNothing() throws Exception {
        HttpResponse<String> head = desk.send("HEAD", "/forgotten", "");

        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("Content-Length").orElse("0")).isEqualTo("0");
        assertThat(desk.send("HEAD", "/health/live", "").statusCode()).isEqualTo(200);
    }

    @Test
    void metricsAreOpen() throws Exception {
        assertThat(desk.get("/metrics").body()).isEqualTo("metrics");
    }

    @Test
    void aPersonGetsAPageAndAProgramJson() throws Exception {
        assertThat(desk.send("POST", "/form", "", "Accept", "text/html,*/*").body())
                .startsWith("<!doctype html>")
                .contains("X-CSRF-Token");
        assertThat(desk.send("POST", "/form", "", "Accept", "*/*").body()).startsWith("{\"error\"");
    }

    @Test
    void refusesToListenElsewhereWithoutALogin() {
        for (String host : new String[] {"0.0.0.0", "::", "10.0.0.7", "desk.example.com"}) {
            assertThatThrownBy(() -> AccessSettings.read(TestConfig.access(Map.of()), host))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining(host)
                    .hasMessageContaining("trust-network")
                    .hasMessageNotContaining("\n");
        }
        assertThat(AccessSettings.read(TestConfig.access(Map.of("trust-network", "true")), "0.0.0.0"))
                .isNotNull();
        assertThat(AccessSettings.read(TestConfig.access(Map.of()), "localhost"))
                .isNotNull();
    }
}
