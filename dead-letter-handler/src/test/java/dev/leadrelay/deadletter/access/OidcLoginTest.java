package dev.leadrelay.deadletter.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.leadrelay.service.SettingsException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Logins with an identity provider that the test runs itself. */
class OidcLoginTest {
    private TestProvider provider;
    private TestDesk desk;
    private TestBrowser browser;

    @BeforeEach
    void start() throws Exception {
        provider = new TestProvider(new TestClock());
        desk = new TestDesk(settings());
        browser = new TestBrowser(desk);
    }

    @AfterEach
    void stop() {
        desk.close();
        provider.close();
    }

    @Test
    void aPersonComesBackLoggedIn() throws Exception {
        assertThat(browser.get("/login").body())
                .contains("href=\"/login/oidc?next=%2F\"")
                .doesNotContain("password");

        HttpResponse<String> back = login("/dead-letters?stage=writer");

        assertThat(back.statusCode()).as(back.body()).isEqualTo(200);
        assertThat(back.body()).contains("content=\"0; url=/dead-letters?stage=writer\"");
        assertThat(browser.cookies).containsKey("leadrelay-desk").doesNotContainKey("leadrelay-oidc");
        assertThat(browser.post("/form", Map.of("_csrf", browser.token())).body())
                .isEqualTo("rita@example.com REVIEWER true false");
        assertThat(browser.post("/rebuild", Map.of("_csrf", browser.token())).statusCode())
                .isEqualTo(403);
        assertThat(desk.log.recent(10, null))
                .extracting(event -> event.user() + " " + event.what() + " " + event.result())
                .contains("rita@example.com login (OIDC) ok");
    }

    @Test
    void asksTheProviderForACodeThatOnlyThisLoginCanUse() throws Exception {
        HttpResponse<String> leaving = browser.get("/login/oidc");
        Map<String, String> query = query(TestBrowser.location(leaving));

        assertThat(TestBrowser.location(leaving)).startsWith(provider.issuer() + "/authorize?tenant=1&");
        assertThat(query)
                .containsEntry("response_type", "code")
                .containsEntry("client_id", TestProvider.CLIENT)
                .containsEntry("scope", "openid profile email")
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("redirect_uri", "https://desk.example.com/login/oidc/callback");
        assertThat(Set.of(query.get("state"), query.get("nonce"), query.get("code_challenge")))
                .hasSize(3)
                .allMatch(word -> word.length() == 43);
        assertThat(leaving.headers().allValues("Set-Cookie"))
                .singleElement()
                .satisfies(cookie -> assertThat(cookie).contains("HttpOnly", "SameSite=Lax"));
    }

    @Test
    void underAnHttpsAddressCookiesAreForTlsOnlyAlthoughItListensOnLoopback() throws Exception {
        desk.close();
        Map<String, String> settings = settings();
        settings.remove("secure-cookies");
        desk = new TestDesk(settings);
        browser = new TestBrowser(desk);

        assertThat(login("/").headers().allValues("Set-Cookie"))
                .anySatisfy(cookie ->
                        assertThat(cookie).startsWith("__Host-leadrelay-desk=").contains("; Secure"));
    }

    @Test
    void aStrangerCannotKeepAnAddressFromLoggingIn() throws Exception {
        for (int i = 0; i < 100; i++) {
            assertThat(desk.get("/login/oidc/callback?code=x&state=guess" + i).statusCode())
                    .isEqualTo(400);
        }

        assertThat(login("/").statusCode()).isEqualTo(200);
        assertThat(desk.log.recent(200, null)).as("nor fill the log").hasSizeLessThan(30);
    }

    @Test
    void whoFailsOverAndOverHasToWait() throws Exception {
        provider.minting = claims -> "nonsense";
        for (int i = 0; i < 30; i++) {
            assertThat(login("/").statusCode()).isEqualTo(400);
        }

        assertThat(login("/").statusCode()).isEqualTo(429);
    }

    @Test
    void aProviderThatIsDownIsNotAskedByEachRequest() throws Exception {
        provider.namedIssuer = "https://evil.example";
        int before = provider.discoveries.get();
        for (int i = 0; i < 20; i++) {
            assertThat(browser.get("/login/oidc").statusCode()).isEqualTo(503);
        }

        assertThat(provider.discoveries.get() - before).isEqualTo(1);
    }

    @Test
    void aNewKeyOfTheProviderIsTakenAtOnce() throws Exception {
        assertThat(login("/").statusCode()).isEqualTo(200);
        var rotated = new RSAKeyGenerator(2048).keyID("rotated").generate();
        provider.keys = new com.nimbusds.jose.jwk.JWKSet(rotated.toPublicJWK());
        provider.minting =
                claims -> TestProvider.signed(JWSAlgorithm.RS256, "rotated", new RSASSASigner(rotated), claims);

        assertThat(login("/").statusCode()).isEqualTo(200);
    }

    @Test
    void takesTokensOfBothKindsOfKeys() throws Exception {
        provider.minting = TestProvider::ec;

        assertThat(login("/").statusCode()).isEqualTo(200);
    }

    static Stream<Arguments> badTokens() {
        return Stream.of(
                bad(
                        "signed with another key",
                        "Invalid signature",
                        claims -> TestProvider.signed(
                                JWSAlgorithm.RS256,
                                "rsa",
                                new RSASSASigner(new RSAKeyGenerator(2048).generate()),
                                claims)),
                bad(
                        "a key that nobody knows",
                        "no matching key",
                        claims -> TestProvider.signed(
                                JWSAlgorithm.RS256,
                                "new",
                                new RSASSASigner(new RSAKeyGenerator(2048).generate()),
                                claims)),
                bad("changed afterwards", "Invalid signature", claims -> changed(TestProvider.rsa(claims))),
                bad(
                        "without its signature",
                        "signature must not be empty",
                        claims -> TestProvider.rsa(claims).replaceAll("[^.]+$", "")),
                bad("alg none", "Unsecured", claims -> new PlainJWT(claims.build()).serialize()),
                bad(
                        "the public key as a shared secret",
                        "Another algorithm",
                        claims -> TestProvider.signed(
                                JWSAlgorithm.HS256, "rsa", new MACSigner(TestProvider.publicKey()), claims)),
                bad(
                        "another nonce",
                        "belongs to another login",
                        claims -> TestProvider.rsa(claims.claim("nonce", "another"))),
                bad("no nonce", "[nonce]", claims -> TestProvider.rsa(claims.claim("nonce", null))),
                bad("another audience", "aud claim rejected", claims -> TestProvider.rsa(claims.audience("another"))),
                bad("no audience", "missing required aud", claims -> TestProvider.rsa(claims.audience((String) null))),
                bad(
                        "two audiences, none authorized",
                        "meant for another",
                        claims -> TestProvider.rsa(claims.audience(List.of(TestProvider.CLIENT, "another")))),
                bad(
                        "authorized for another",
                        "meant for another",
                        claims -> TestProvider.rsa(claims.claim("azp", "another"))),
                bad(
                        "another issuer",
                        "iss claim value rejected",
                        claims -> TestProvider.rsa(claims.issuer("https://evil.example"))),
                bad(
                        "expired",
                        "Expired JWT",
                        claims -> TestProvider.rsa(claims.expirationTime(
                                Date.from(new TestClock().instant().minus(Duration.ofMinutes(2)))))),
                bad("without an end", "[exp]", claims -> TestProvider.rsa(claims.expirationTime(null))),
                bad(
                        "not valid yet",
                        "before use time",
                        claims -> TestProvider.rsa(claims.notBeforeTime(
                                Date.from(new TestClock().instant().plus(Duration.ofMinutes(5)))))),
                bad("no subject", "[sub]", claims -> TestProvider.rsa(claims.subject(null))),
                bad("no role", "has no role", claims -> TestProvider.rsa(claims.claim("roles", List.of("leadrelay")))),
                bad("no role claim", "has no role", claims -> TestProvider.rsa(claims.claim("roles", null))),
                bad("no name", "holds no name", claims -> TestProvider.rsa(claims.claim("email", " "))),
                bad(
                        "a policy's name",
                        "holds no name",
                        claims -> TestProvider.rsa(claims.claim("email", "policy retry-transient"))),
                bad(
                        "somebody's name with a letter that nobody sees",
                        "holds no name",
                        claims -> TestProvider.rsa(claims.claim("email", "rita\u200b@example.com"))),
                bad(
                        "an address that nobody verified",
                        "not verified",
                        claims -> TestProvider.rsa(claims.claim("email_verified", false))),
                bad("no token", "Missing dot", claims -> "nonsense"),
                bad("nothing", "Missing dot", claims -> ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTokens")
    void aBadTokenLogsNobodyIn(String what, String reason, TestProvider.Minting minting) throws Exception {
        provider.minting = minting;

        HttpResponse<String> back = login("/");

        assertThat(back.statusCode()).as("%s: %s", what, back.body()).isEqualTo(400);
        assertThat(browser.cookies).doesNotContainKey("leadrelay-desk");
        assertThat(browser.get("/token").statusCode()).isEqualTo(302);
        assertThat(desk.log.recent(1, null).get(0).what()).isEqualTo("login (OIDC)");
        assertThat(desk.log.recent(1, null).get(0).result()).contains(reason).doesNotContain("\n");
    }

    @Test
    void nobodyCanUseALoginThatAnotherBrowserBegan() throws Exception {
        String location = TestBrowser.location(browser.get("/login/oidc"));
        TestBrowser victim = new TestBrowser(desk);
        victim.get("/login/oidc");

        HttpResponse<String> back =
                victim.get(callback(provider.consent(location), query(location).get("state")));

        assertThat(back.statusCode()).isEqualTo(400);
        assertThat(victim.cookies).doesNotContainKey("leadrelay-desk");
    }

    @Test
    void eachLoginIsGoodOnceAndNotForLong() throws Exception {
        String first = TestBrowser.location(browser.get("/login/oidc"));
        String back = callback(provider.consent(first), query(first).get("state"));
        assertThat(browser.get(back).statusCode()).isEqualTo(200);
        assertThat(browser.get(back).statusCode()).as("again").isEqualTo(400);

        String second = TestBrowser.location(browser.get("/login/oidc"));
        desk.clock.pass(Duration.ofMinutes(10));
        assertThat(browser.get(callback(provider.consent(second), query(second).get("state")))
                        .statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "'', begin it again",
        "?code=x, begin it again",
        "?code=x&state=guess, begin it again",
        "?code=unknown&state=STATE, says 400",
        "?error=access_denied&state=STATE, (access_denied)",
        "'?error=%3Cscript%3E&state=STATE', says no",
        "?code=x&state=STATE&iss=https://evil.example, another identity provider"
    })
    void saysWhyALoginDidNotComeOff(String query, String line) throws Exception {
        String state = query(TestBrowser.location(browser.get("/login/oidc"))).get("state");

        HttpResponse<String> back = browser.get("/login/oidc/callback" + query.replace("STATE", state));

        assertThat(back.statusCode()).isEqualTo(400);
        assertThat(back.body()).contains(line).doesNotContain("<script");
    }

    @Test
    void aProviderThatCallsItselfOtherwiseIsNotUsed() throws Exception {
        provider.namedIssuer = "https://evil.example";

        HttpResponse<String> refused = browser.get("/login/oidc");

        assertThat(refused.statusCode()).isEqualTo(503);
        provider.namedIssuer = provider.issuer();
        desk.clock.pass(Duration.ofSeconds(10));
        assertThat(login("/").statusCode()).as("once it is right").isEqualTo(200);
    }

    @Test
    void rolesMayStandDeeperAndUnderOtherNames() throws Exception {
        desk.close();
        Map<String, String> settings = settings();
        settings.put("oidc.role-claim", "realm_access.roles");
        settings.put("oidc.admin-value", "boss");
        settings.put("oidc.name-claim", "preferred_username");
        desk = new TestDesk(settings);
        browser = new TestBrowser(desk);
        provider.minting = claims -> TestProvider.rsa(
                claims.claim("realm_access", Map.of("roles", List.of("boss"))).claim("preferred_username", "ada"));

        login("/");

        assertThat(browser.post("/form", Map.of("_csrf", browser.token())).body())
                .isEqualTo("ada ADMIN true true");
    }

    @ParameterizedTest
    @CsvSource({
        "oidc.client-id, '', client-id is missing",
        "oidc.public-url, '', public-url is missing",
        "oidc.public-url, http://desk.example.com, public-url must be an https URL",
        "oidc.issuer, http://id.example.com, issuer must be an https URL",
        "oidc.issuer, id, issuer must be an https URL",
        "oidc.scopes, email, scopes must hold openid"
    })
    void refusesABadSettingInOneLine(String name, String value, String line) {
        Map<String, String> settings = settings();
        if (value.isEmpty()) {
            settings.remove(name);
        } else {
            settings.put(name, value);
        }

        assertThatThrownBy(() -> AccessSettings.read(TestConfig.access(settings), "0.0.0.0"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(line);
    }

    private Map<String, String> settings() {
        return new HashMap<>(Map.of(
                "oidc.issuer",
                provider.issuer(),
                "oidc.client-id",
                TestProvider.CLIENT,
                "oidc.client-secret",
                TestProvider.SECRET,
                "oidc.public-url",
                "https://desk.example.com/",
                // The test's browser comes without TLS.
                "secure-cookies",
                "false"));
    }

    /** Goes to the provider, says yes there, comes back. */
    private HttpResponse<String> login(String next) throws Exception {
        String location = TestBrowser.location(
                browser.get("/login/oidc?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8)));
        return browser.get(callback(provider.consent(location), query(location).get("state")));
    }

    private static String callback(String code, String state) {
        return "/login/oidc/callback?code=" + code + "&state=" + state;
    }

    private static Map<String, String> query(String url) {
        return TestProvider.fields(url.substring(url.indexOf('?') + 1));
    }

    private static Arguments bad(String what, String reason, TestProvider.Minting minting) {
        return Arguments.of(what, reason, minting);
    }

    private static String changed(String token) {
        String[] parts = token.split("\\.");
        JWTClaimsSet.Builder more = new JWTClaimsSet.Builder();
        try {
            more = new JWTClaimsSet.Builder(
                    com.nimbusds.jwt.SignedJWT.parse(token).getJWTClaimsSet());
        } catch (java.text.ParseException e) {
            throw new IllegalStateException(e);
        }
        more.claim("roles", Arrays.asList("leadrelay-admin"));
        parts[1] =
                com.nimbusds.jose.util.Base64URL.encode(more.build().toString()).toString();
        return String.join(".", parts);
    }
}
