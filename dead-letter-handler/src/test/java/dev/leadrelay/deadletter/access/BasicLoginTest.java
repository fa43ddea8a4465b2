package dev.leadrelay.deadletter.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program with name and password. */
class BasicLoginTest {
    private static final String JSON = "application/json";

    @TempDir
    Path folder;

    private TestDesk desk;

    @BeforeEach
    void start() {
        desk = new TestDesk(Map.of("users-file", TestUsers.file(folder), "behind-proxy", "true"));
    }

    @AfterEach
    void stop() {
        desk.close();
    }

    @Test
    void worksWithoutASession() throws Exception {
        String rita = TestUsers.basic("rita", TestUsers.password("rita"));

        HttpResponse<String> sent = desk.send("POST", "/form", "{}", "Content-Type", JSON, "Authorization", rita);

        assertThat(sent.body()).isEqualTo("rita REVIEWER true false");
        assertThat(sent.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(desk.send("POST", "/rebuild", "{}", "Content-Type", JSON, "Authorization", rita)
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void aFormThatABrowserSendsByItselfIsRefused() throws Exception {
        String ada = TestUsers.basic("ada", TestUsers.password("ada"));

        assertThat(desk.send("POST", "/rebuild", "", "Content-Type", TestDesk.FORM, "Authorization", ada)
                        .statusCode())
                .isEqualTo(403);
        assertThat(desk.send(
                                "POST",
                                "/rebuild",
                                "{}",
                                "Content-Type",
                                JSON,
                                "Origin",
                                "https://evil.example",
                                "Authorization",
                                ada)
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void whoSaysNothingIsAskedForAPassword() throws Exception {
        HttpResponse<String> asked = desk.get("/token");

        assertThat(asked.statusCode()).isEqualTo(401);
        assertThat(asked.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Basic realm=");
        assertThat(asked.body()).startsWith("{\"error\":\"log in first");
        assertThat(desk.get("/token", "Sec-Fetch-Mode", "cors").headers().firstValue("WWW-Authenticate"))
                .isEmpty();
        assertThat(desk.get("/token", "HX-Request", "true").headers().firstValue("HX-Redirect"))
                .contains("/login");
    }

    @Test
    void nonsenseIsRefused() throws Exception {
        for (String header : new String[] {"Basic", "Basic ", "Basic !!", "Basic YW5u", "Bearer x", "Basic OnB3"}) {
            assertThat(desk.get("/token", "Authorization", header).statusCode())
                    .as(header)
                    .isEqualTo(401);
        }
    }

    @Test
    void guessesAreLimitedByNameWhateverTheAddress() throws Exception {
        int limited = 0;
        for (int i = 0; i < 52; i++) {
            int status = guess("vic", "10.0.0." + i).statusCode();
            limited += status == 429 ? 1 : 0;
            assertThat(status).isIn(401, 429);
        }

        assertThat(limited).isEqualTo(2);
        assertThat(desk.log.recent(100, null))
                .filteredOn(event -> event.what().equals("login (API)"))
                .hasSize(52)
                .extracting(AccessEvent::address)
                .contains("10.0.0.51");
    }

    @Test
    void aStrangerWhoGuessesDoesNotKeepTheOwnerOut() throws Exception {
        for (int i = 0; i < 12; i++) {
            assertThat(guess("vic", "10.0.0.1").statusCode()).isEqualTo(i < 10 ? 401 : 429);
        }

        assertThat(ask("vic", "10.0.0.2").statusCode()).isEqualTo(200);
    }

    @Test
    void manyStrangersDoNotKeepTheOwnerOutWhereSheHasBeenBefore() throws Exception {
        assertThat(ask("vic", "10.0.0.1").statusCode()).isEqualTo(200);
        desk.clock.pass(java.time.Duration.ofHours(1));
        for (int i = 0; i < 60; i++) {
            guess("vic", "10.0.1." + i);
        }

        assertThat(ask("vic", "10.0.0.2").statusCode()).isEqualTo(429);
        assertThat(ask("vic", "10.0.0.1").statusCode()).isEqualTo(200);
        for (int i = 0; i < 10; i++) {
            assertThat(guess("vic", "10.0.0.1").statusCode()).isEqualTo(401);
        }
        assertThat(guess("vic", "10.0.0.1").statusCode()).as("there too").isEqualTo(429);
    }

    @Test
    void aPasswordThatAProgramJustUsedIsNoEasierToGuess() throws Exception {
        assertThat(ask("vic", "10.0.0.1").statusCode()).isEqualTo(200);
        for (int i = 0; i < 10; i++) {
            assertThat(guess("vic", "10.0.0.2").statusCode()).isEqualTo(401);
        }

        assertThat(ask("vic", "10.0.0.2").statusCode()).as("the right guess").isEqualTo(429);
        assertThat(ask("vic", "10.0.0.1").statusCode()).as("the program").isEqualTo(200);
    }

    @Test
    void theAddressesOfOneIpv6NetworkAreOne() throws Exception {
        for (int i = 0; i < 30; i++) {
            assertThat(guess("name" + i, "2001:db8:1:2::" + i).statusCode()).isEqualTo(401);
        }

        assertThat(guess("another", "2001:db8:1:2:ffff::1").statusCode()).isEqualTo(429);
        assertThat(guess("another", "2001:db8:1:3::1").statusCode()).isEqualTo(401);
    }

    @Test
    void aPortBehindTheAddressIsNotPartOfIt() throws Exception {
        for (int i = 0; i < 30; i++) {
            assertThat(guess("name" + i, "10.0.0.1:" + (40_000 + i)).statusCode())
                    .isEqualTo(401);
        }

        assertThat(guess("another", "10.0.0.1:50000").statusCode()).isEqualTo(429);
        assertThat(guess("another", "[2001:db8::1]:443").statusCode()).isEqualTo(401);
        assertThat(desk.log.recent(1, null).get(0).address()).isEqualTo("2001:db8::1");
    }

    @Test
    void guessesAreLimitedByTheAddressThatTheProxySaw() throws Exception {
        for (int i = 0; i < 30; i++) {
            assertThat(guess("name" + i, "1.2.3." + i + ", 10.0.0.1").statusCode())
                    .isEqualTo(401);
        }

        assertThat(guess("another", "9.9.9.9, 10.0.0.1").statusCode()).isEqualTo(429);
        assertThat(desk.get(
                                "/token",
                                "Authorization",
                                TestUsers.basic("another", "guess"),
                                "X-Forwarded-For",
                                "9.9.9.9",
                                "X-Forwarded-For",
                                "10.0.0.1")
                        .statusCode())
                .isEqualTo(429);
        assertThat(guess("another", "10.0.0.2").statusCode()).isEqualTo(401);
    }

    @Test
    void manyRequestsAreOneLogin() throws Exception {
        String vic = TestUsers.basic("vic", TestUsers.password("vic"));
        for (int i = 0; i < 50; i++) {
            assertThat(desk.get("/token", "Authorization", vic).statusCode()).isEqualTo(200);
        }

        assertThat(desk.log.recent(10, null))
                .singleElement()
                .satisfies(event -> assertThat(event.result()).isEqualTo("ok"));
        desk.clock.pass(java.time.Duration.ofMinutes(5));
        assertThat(desk.get("/token", "Authorization", vic).statusCode()).isEqualTo(200);
        assertThat(desk.log.recent(10, null)).as("checked again in time").hasSize(2);
        assertThat(desk.get("/token", "Authorization", TestUsers.basic("vic", "other"))
                        .statusCode())
                .isEqualTo(401);
    }

    private HttpResponse<String> ask(String name, String forwardedFor) throws Exception {
        String right = TestUsers.basic(name, TestUsers.password(name));
        return desk.get("/token", "Authorization", right, "X-Forwarded-For", forwardedFor);
    }

    private HttpResponse<String> guess(String name, String forwardedFor) throws Exception {
        return desk.get("/token", "Authorization", TestUsers.basic(name, "guess"), "X-Forwarded-For", forwardedFor);
    }
}
