package dev.leadrelay.deadletter.access;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForgeryCheckTest {
    private static final String HOST = "127.0.0.1:18080";
    private static final String OWN = "http://127.0.0.1:18080";

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // method, origin, fetch site, content type, token, served
                "GET,    https://evil.example,   cross-site,  -,                                 -,     true",
                "HEAD,   https://evil.example,   cross-site,  -,                                 -,     true",
                "POST,   -,                      -,           application/json,                  -,     true",
                "POST,   -,                      -,           application/json; charset=utf-8,   -,     true",
                "POST,   http://127.0.0.1:18080, same-origin, application/json,                  -,     true",
                "DELETE, -,                      -,           -,                                 -,     false",
                "POST,   -,                      -,           -,                                 -,     false",
                "POST,   -,                      -,           text/plain,                        -,     false",
                "POST,   -,                      -,           application/jsonp,                 -,     false",
                "POST,   -,                      -,           application/x-www-form-urlencoded, -,     false",
                "POST,   http://127.0.0.1:18080, same-origin, application/x-www-form-urlencoded, right, true",
                "POST,   http://127.0.0.1:18080, same-origin, application/x-www-form-urlencoded, wrong, false",
                "POST,   http://127.0.0.1:18080, same-origin, application/x-www-form-urlencoded, '',    false",
                "POST,   http://127.0.0.1:18080, same-origin, application/json,                  wrong, false",
                "POST,   null,                   same-origin, application/x-www-form-urlencoded, right, true",
                "POST,   null,                   -,           application/json,                  -,     false",
                "POST,   null,                   -,           text/plain,                        -,     false",
                "POST,   https://evil.example,   -,           application/json,                  -,     false",
                "POST,   https://evil.example,   -,           application/json,                  right, false",
                "POST,   http://127.0.0.1:9999,  same-site,   application/json,                  -,     false",
                "POST,   http://127.0.0.1:9999,  -,           application/json,                  -,     false",
                "POST,   -,                      cross-site,  application/json,                  -,     false",
                "POST,   -,                      same-site,   application/json,                  right, false",
                "PUT,    -,                      none,        application/json,                  -,     true",
                "PATCH,  %,                      -,           application/json,                  right, false",
            })
    void servesOnlyWhatNoOtherSiteCanHaveSent(
            String method, String origin, String fetchSite, String contentType, String token, boolean served) {
        ForgeryCheck.Sent sent = new ForgeryCheck.Sent(method, HOST, origin, fetchSite, contentType, token);

        assertThat(ForgeryCheck.objection(sent, "right").isEmpty()).isEqualTo(served);
        assertThat(ForgeryCheck.objection(sent, "right").orElse("")).doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource({
        // host, origin, served
        "desk.example.com,      https://desk.example.com,      true",
        "desk.example.com:443,  https://desk.example.com,      true",
        "desk.example.com:80,   http://desk.example.com,       true",
        "desk.example.com:80,   https://desk.example.com,      false",
        "desk.example.com:8443, https://desk.example.com,      false",
        "desk.example.com:443,  https://desk.example.com:8443, false",
        "desk.example.com:443,  https://other.example.com,     false",
    })
    void takesTheUsualPortForNone(String host, String origin, boolean served) {
        ForgeryCheck.Sent sent = new ForgeryCheck.Sent("POST", host, origin, null, "application/json", "right");

        assertThat(ForgeryCheck.objection(sent, "right").isEmpty()).isEqualTo(served);
    }

    @Property
    void aWrongTokenIsNeverMadeUpForByAnythingElse(@ForAll String method, @ForAll String type, @ForAll String token) {
        if (token.equals("right") || method.matches("GET|HEAD|OPTIONS")) {
            return;
        }
        ForgeryCheck.Sent sent = new ForgeryCheck.Sent(method, HOST, OWN, "same-origin", type, token);

        assertThat(ForgeryCheck.objection(sent, "right")).isPresent();
    }
}
