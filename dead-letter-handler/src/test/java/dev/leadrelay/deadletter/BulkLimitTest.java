package dev.leadrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leadrelay.deadletter.access.PasswordHash;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.service.SettingsException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may start a job above the limit. */
class BulkLimitTest {
    private static final String ALL = "{\"filter\":{},\"kind\":\"PIN\",\"by\":\"ann\"}";
    private static final String LINE = "a job about 3 dead letters needs an admin, for it is above the limit of 2;"
            + " narrow the selection, or ask an admin to start it";

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private TestHandler handler;

    @AfterEach
    void stop() {
        if (handler != null) {
            handler.close();
        }
        http.close();
    }

    @Test
    void upToTheLimitAnybodyWhoMayDecideAndAboveItAnAdmin() {
        BulkLimit limit = new BulkLimit(2);
        assertThat(limit.refusal(2, false)).isNull();
        assertThat(limit.refusal(3, false)).isEqualTo(LINE).doesNotContain("\n");
        assertThat(limit.refusal(100_000, true)).isNull();
        assertThat(new BulkLimit(0).refusal(1, false)).contains("needs an admin");
    }

    @Test
    void aReviewersLargeJobIsRefusedAndAnAdminsIsNot() throws Exception {
        start(true, 3);

        HttpResponse<String> refused = send("rita", "POST", "/bulk", ALL);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(TestHandler.json(refused).get("error").asText()).isEqualTo(LINE);
        assertThat(refusal("rita")).isEqualTo(LINE);
        assertThat(TestHandler.json(send("vic", "GET", "/bulk", "")).get("jobs"))
                .isEmpty();

        assertThat(refusal("ada")).isEqualTo("null");
        HttpResponse<String> started = send("ada", "POST", "/bulk", ALL);
        assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
        assertThat(TestHandler.json(started).get("total").asInt()).isEqualTo(3);
        String two = "{\"ids\":[\"" + Samples.parked(1).getDeadLetterId() + "\",\""
                + Samples.parked(2).getDeadLetterId() + "\"],\"kind\":\"PIN\"}";
        assertThat(send("rita", "POST", "/bulk", two).statusCode()).isEqualTo(202);
    }

    @Test
    void thePageSaysSoBeforehandAndWhenItIsTriedAnyway() throws Exception {
        start(true, 3);

        Document form = page("rita");
        assertThat(form.select("[role=alert]").text()).contains(LINE);
        assertThat(form.select("form[method=post][action=/desk/bulk]")).isEmpty();
        HttpResponse<String> refused = submit("rita", form);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(Jsoup.parse(refused.body()).select("main .lead-message").text())
                .isEqualTo(LINE);

        Document admins = page("ada");
        assertThat(admins.select("[role=alert]")).isEmpty();
        assertThat(admins.select("form[method=post][action=/desk/bulk]")).hasSize(1);
        assertThat(submit("ada", admins).statusCode()).isEqualTo(303);
    }

    @Test
    void whereNobodyLogsInEverybodyIsAnAdmin() throws Exception {
        start(false, 3);
        assertThat(handler.send("POST", "/bulk", ALL).statusCode()).isEqualTo(202);
    }

    @Test
    void theLimitIsASettingOfOneThousand() {
        assertThat(TestHandler.config(Map.of()).bulkAdminAbove()).isEqualTo(1_000);
        assertThatThrownBy(() ->
                        TestHandler.config(Map.of("bulk-admin-above", "-1")).check())
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("bulk-admin-above must be 0");
    }

    private void start(boolean logins, int letters) throws Exception {
        String hash = PasswordHash.of("a long password").toString();
        Path users = Files.writeString(
                folder.resolve("users.yaml"),
                "users:\n- {name: rita, role: reviewer, password: '" + hash
                        + "'}\n- {name: ada, role: admin, password: '" + hash
                        + "'}\n- {name: vic, role: viewer, password: '" + hash + "'}\n");
        Map<String, String> limit = Map.of("bulk-admin-above", "2");
        handler = new TestHandler(
                new FakeBroker(),
                new TestStore(),
                logins ? Map.of("bulk-admin-above", "2", "access.users-file", users.toString()) : limit);
        for (int number = 1; number <= letters; number++) {
            DeadLetter letter = Samples.parked(number);
            handler.park(letter);
            handler.awaitState(letter, ItemState.OPEN);
        }
    }

    private String refusal(String name) throws Exception {
        JsonNode preview = TestHandler.json(send(name, "POST", "/bulk/dry-run", ALL));
        assertThat(preview.get("selected").asInt()).isEqualTo(3);
        return preview.get("refusal").asText();
    }

    private Document page(String name) throws Exception {
        return Jsoup.parse(send(name, "GET", "/desk/bulk/new?kind=PIN", "").body());
    }

    private HttpResponse<String> submit(String name, Document page) throws Exception {
        String token = page.select("meta[name=csrf-token]").attr("content");
        return http.send(
                request(name, "/desk/bulk")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "kind=PIN&expected=3&_csrf=" + DeskFrame.encoded(token)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String name, String method, String path, String body) throws Exception {
        return http.send(
                request(name, path)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String name, String path) {
        byte[] credentials = (name + ":a long password").getBytes(StandardCharsets.UTF_8);
        return HttpRequest.newBuilder(URI.create(handler.url() + path))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
    }
}
