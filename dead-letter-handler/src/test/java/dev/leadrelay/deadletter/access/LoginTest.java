package dev.leadrelay.deadletter.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A person with a browser where people have to log in. */
class LoginTest {
    private static final String SESSION = "leadrelay-desk";

    @TempDir
    Path folder;

    private TestDesk desk;
    private TestBrowser browser;

    @BeforeEach
    void start() {
        desk = new TestDesk(Map.of("users-file", TestUsers.file(folder)));
        browser = new TestBrowser(desk);
    }

    @AfterEach
    void stop() {
        desk.close();
    }

    @Test
    void aLoginLeadsWhereThePersonWanted() throws Exception {
        HttpResponse<String> asked = browser.get("/token?a=1&b=%3Cx%3E");
        assertThat(asked.statusCode()).isEqualTo(302);
        assertThat(TestBrowser.location(asked)).isEqualTo("/login?next=%2Ftoken%3Fa%3D1%26b%3D%253Cx%253E");
        String page = browser.get(TestBrowser.location(asked)).body();
        assertThat(page).contains("value=\"/token?a=1&#38;b=%3Cx%3E\"").doesNotContain("<script", "<style", "style=");

        HttpResponse<String> in = browser.login("rita", TestUsers.password("rita"), "/token?a=1");

        assertThat(in.statusCode()).isEqualTo(303);
        assertThat(TestBrowser.location(in)).isEqualTo("/token?a=1");
        assertThat(browser.token()).hasSize(43);
        assertThat(browser.post("/form", Map.of("_csrf", browser.token())).body())
                .isEqualTo("rita REVIEWER true false");
    }

    @Test
    void aLinkFromElsewhereDoesNotAskAgainForALogin() throws Exception {
        String page = desk.get("/token?a=1", "Accept", "text/html", "Sec-Fetch-Site", "cross-site")
                .body();

        assertThat(page).contains("http-equiv=\"refresh\" content=\"0; url=/token?a=1\"");
        assertThat(desk.get("/token", "Accept", "text/html", "Sec-Fetch-Site", "same-origin")
                        .statusCode())
                .isEqualTo(302);
    }

    @Test
    void aHeadRequestNeedsALoginToo() throws Exception {
        assertThat(desk.send("HEAD", "/token", "").statusCode()).isEqualTo(401);
        assertThat(desk.send("HEAD", "/dead-letters/1", "").statusCode()).isIn(401, 404);
        assertThat(desk.send("HEAD", "/health/live", "").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "https://evil.example/, /",
        "//evil.example/, /",
        "/\\evil.example, /",
        "javascript:alert(1), /",
        "dead-letters, /",
        "'/a b', /",
        "'/a\r\nSet-Cookie: x=y', /",
        "/dead-letters?stage=writer, /dead-letters?stage=writer"
    })
    void aLoginLeadsNowhereElse(String next, String location) throws Exception {
        assertThat(TestBrowser.location(browser.login("vic", TestUsers.password("vic"), next)))
                .isEqualTo(location);
    }

    @Test
    void theCookieIsKeptFromScriptsAndOtherSites() throws Exception {
        HttpResponse<String> in = browser.login("vic");

        assertThat(in.headers().allValues("Set-Cookie"))
                .filteredOn(cookie -> cookie.startsWith(SESSION))
                .singleElement()
                .satisfies(cookie -> assertThat(cookie)
                        .contains("HttpOnly", "SameSite=Strict", "Path=/")
                        .doesNotContain("Secure", "Max-Age", "Expires", "Domain"));
    }

    @Test
    void outsideLoopbackTheCookieIsForTlsOnly() throws Exception {
        try (TestDesk elsewhere = new TestDesk(Map.of("users-file", TestUsers.file(folder)), "0.0.0.0")) {
            TestBrowser other = new TestBrowser(elsewhere);

            assertThat(other.login("vic").headers().allValues("Set-Cookie"))
                    .anySatisfy(cookie -> assertThat(cookie)
                            .startsWith("__Host-leadrelay-desk=")
                            .contains("; Secure"));
            assertThat(other.token()).hasSize(43);
        }
    }

    @Test
    void behindAProxyTheCookieIsForTlsOnlyOnLoopbackToo() throws Exception {
        Map<String, String> settings = Map.of("users-file", TestUsers.file(folder), "behind-proxy", "true");
        try (TestDesk proxied = new TestDesk(settings)) {
            assertThat(new TestBrowser(proxied).login("vic").headers().allValues("Set-Cookie"))
                    .anySatisfy(cookie -> assertThat(cookie)
                            .startsWith("__Host-leadrelay-desk=")
                            .contains("; Secure"));
        }
    }

    @Test
    void aBrowserThatKeptNoCookieIsToldWhy() throws Exception {
        try (TestDesk elsewhere = new TestDesk(Map.of("users-file", TestUsers.file(folder)), "0.0.0.0")) {
            TestBrowser plain = new TestBrowser(elsewhere);
            String token = TestBrowser.token(plain.get("/login").body());
            plain.cookies.clear();

            HttpResponse<String> refused = plain.post("/login", Map.of("_csrf", token, "name", "vic"));

            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).contains("https");
        }
    }

    @Test
    void nobodyCanChooseASessionForAnother() throws Exception {
        String chosen = RandomToken.next();
        browser.cookies.put(SESSION, chosen);
        browser.login("vic");
        String first = browser.cookies.get(SESSION);
        assertThat(first).isNotEqualTo(chosen);

        browser.login("ada");

        assertThat(browser.cookies.get(SESSION)).isNotEqualTo(first);
        browser.cookies.put(SESSION, first);
        assertThat(browser.get("/token").statusCode())
                .as("the session of before")
                .isEqualTo(302);
    }

    @Test
    void aLogoutEndsTheSessionItself() throws Exception {
        browser.login("vic");
        String id = browser.cookies.get(SESSION);
        assertThat(browser.post("/logout", Map.of()).statusCode()).isEqualTo(403);
        assertThat(browser.get("/token").statusCode()).isEqualTo(200);

        HttpResponse<String> out = browser.post("/logout", Map.of("_csrf", browser.token()));

        assertThat(out.statusCode()).isEqualTo(303);
        assertThat(browser.cookies)
                .as("%s", out.headers().allValues("Set-Cookie"))
                .doesNotContainKey(SESSION);
        browser.cookies.put(SESSION, id);
        assertThat(browser.get("/token").statusCode()).isEqualTo(302);
    }

    @Test
    void aSessionEndsByItself() throws Exception {
        browser.login("vic");
        desk.clock.pass(Duration.ofMinutes(29));
        assertThat(browser.get("/token").statusCode()).isEqualTo(200);
        desk.clock.pass(Duration.ofMinutes(29));
        assertThat(browser.get("/token").statusCode()).isEqualTo(200);
        desk.clock.pass(Duration.ofMinutes(30));
        assertThat(browser.get("/token").statusCode()).isEqualTo(302);
    }

    @Test
    void aPageThatRenewsItselfKeepsNoSession() throws Exception {
        browser.login("vic");
        String cookie = SESSION + "=" + browser.cookies.get(SESSION);
        for (int minutes = 0; minutes < 29; minutes++) {
            desk.clock.pass(Duration.ofMinutes(1));
            assertThat(desk.get("/token", "Cookie", cookie, "HX-Request", "true")
                            .statusCode())
                    .isEqualTo(200);
        }
        desk.clock.pass(Duration.ofMinutes(1));

        HttpResponse<String> over = desk.get("/token", "Cookie", cookie, "HX-Request", "true");

        assertThat(over.statusCode()).isEqualTo(401);
        assertThat(over.headers().firstValue("HX-Redirect")).contains("/login");
    }

    @Test
    void whatAPersonDoesInAPageKeepsTheSession() throws Exception {
        browser.login("rita");
        String cookie = SESSION + "=" + browser.cookies.get(SESSION);
        String token = browser.token();
        for (int i = 0; i < 3; i++) {
            desk.clock.pass(Duration.ofMinutes(29));
            assertThat(desk.send("POST", "/form", "", "Cookie", cookie, "HX-Request", "true", "X-CSRF-Token", token)
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void anotherSiteCannotLogAPersonIn() throws Exception {
        Map<String, String> form = Map.of("name", "vic", "password", TestUsers.password("vic"), "_csrf", "guess");
        assertThat(browser.post("/login", form).statusCode()).isEqualTo(403);
        browser.get("/login");
        assertThat(browser.post("/login", form).statusCode()).isEqualTo(403);
        assertThat(desk.send("POST", "/login", "{}", "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(403);
        assertThat(browser.cookies).doesNotContainKey(SESSION);
    }

    @Test
    void theTokenOfAnotherSessionIsWorthless() throws Exception {
        browser.login("rita");
        TestBrowser other = new TestBrowser(desk);
        other.login("ada");

        assertThat(browser.post("/form", Map.of("_csrf", other.token())).statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({"vic, 200, 403, 403", "rita, 200, 200, 403", "ada, 200, 200, 200"})
    void eachRoleMayWhatTheTableSays(String name, int reads, int decides, int administers) throws Exception {
        browser.login(name);
        Map<String, String> form = Map.of("_csrf", browser.token());

        assertThat(browser.get("/token").statusCode()).isEqualTo(reads);
        assertThat(browser.post("/form", form).statusCode()).isEqualTo(decides);
        assertThat(browser.post("/rebuild", form).statusCode()).isEqualTo(administers);
        assertThat(browser.get("/forgotten").statusCode()).isEqualTo(403);
    }

    @Test
    void aWrongPasswordAndAnUnknownNameAreToldTheSame() throws Exception {
        HttpResponse<String> wrong = browser.login("vic", "not this", "/");
        HttpResponse<String> unknown = browser.login("nobody", "not this", "/");

        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(wrong.body().replaceAll("value=\"[^\"]*\"", ""))
                .isEqualTo(unknown.body().replaceAll("value=\"[^\"]*\"", ""))
                .contains("the name or the password is wrong");
        assertThat(browser.cookies).doesNotContainKey(SESSION);
    }

    @Test
    void whoGuessesHasToWait() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(browser.login("vic", "guess " + i, "/").statusCode()).isEqualTo(401);
        }

        HttpResponse<String> limited = browser.login("vic");

        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.body()).contains("too many failed logins; wait a minute and try again");
        assertThat(browser.login("ada").statusCode()).as("another name").isEqualTo(303);
        desk.clock.pass(Duration.ofMinutes(1));
        assertThat(browser.login("vic").statusCode()).isEqualTo(303);
    }

    @Test
    void whoGuessesManyNamesHasToWaitToo() throws Exception {
        for (int i = 0; i < 30; i++) {
            assertThat(browser.login("name " + i, "guess", "/").statusCode()).isEqualTo(401);
        }

        assertThat(browser.login("ada").statusCode()).isEqualTo(429);
    }

    @Test
    void healthIsOpenAndMetricsAreNot() throws Exception {
        assertThat(desk.get("/health/live").statusCode()).isEqualTo(200);
        assertThat(desk.get("/metrics").statusCode()).isEqualTo(401);
        try (TestDesk open = new TestDesk(Map.of("users-file", TestUsers.file(folder), "open-metrics", "true"))) {
            assertThat(open.get("/metrics").statusCode()).isEqualTo(200);
            assertThat(open.get("/token").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void everythingIsNoted() throws Exception {
        browser.login("nobody\u0007", "x", "/");
        browser.login("vic");
        browser.post("/rebuild", Map.of("_csrf", browser.token()));
        browser.post("/logout", Map.of("_csrf", browser.token()));

        assertThat(desk.log.recent(10, null))
                .extracting(event -> event.user() + " | " + event.what() + " | " + event.result())
                .containsExactly(
                        "vic | logout | ok",
                        "vic | POST /rebuild | refused: this needs the role admin",
                        "vic | login | ok",
                        "nobody\ufffd | login | wrong name or password");
        assertThat(desk.log.recent(10, null)).allMatch(event -> event.address().equals("127.0.0.1"));
    }
}
