package dev.leadrelay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code triage bulk} against a desk that answers what the test wants. */
class BulkCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REFUSAL = "a job about 1200 dead letters needs an admin";

    @TempDir
    Path folder;

    /** What was sent to each path. */
    private final Map<String, String> bodies = new ConcurrentHashMap<>();

    private volatile String refusal = "null";
    private volatile int startStatus = 202;
    private StubDesk desk;

    @BeforeEach
    void start() throws IOException {
        desk = new StubDesk(folder, request -> {
            String path = request.address().getPath();
            bodies.put(path, request.body());
            return path.endsWith("/dry-run")
                    ? new StubDesk.Answer(200, preview())
                    : new StubDesk.Answer(startStatus, job());
        });
    }

    @AfterEach
    void stop() {
        desk.close();
    }

    private String preview() {
        return "{\"selected\":1200,\"able\":1200,\"unable\":[],\"gates\":null,\"cost\":{\"micros\":0,\"basis\":\"none\"},"
                + "\"refusal\":" + refusal + "}";
    }

    private String job() {
        return startStatus == 202
                ? "{\"id\":\"j1\",\"kind\":\"RAISE_BUDGET\",\"state\":\"DONE\",\"ended\":true,\"total\":1200,"
                        + "\"dispatched\":1200,\"skipped\":0,\"by\":\"ann\",\"selection\":\"all\"}"
                : "{\"error\":\"" + REFUSAL + "\"}";
    }

    @Test
    void raisesTheBudgetOfMany() throws IOException {
        int exit = run("raise-budget", "--class", "BUDGET_EXHAUSTED", "--tokens", "5000", "--cost", "0.05");

        assertThat(exit).as(desk.errors.toString()).isZero();
        JsonNode sent = JSON.readTree(bodies.get("/bulk"));
        assertThat(sent.get("kind").asText()).isEqualTo("RAISE_BUDGET");
        assertThat(sent.get("raiseTokens").asLong()).isEqualTo(5_000);
        assertThat(sent.get("raiseCostMicros").asLong()).isEqualTo(50_000);
        assertThat(sent.get("filter").toString()).isEqualTo("{\"class\":\"BUDGET_EXHAUSTED\"}");
        assertThat(sent.get("expected").asLong()).as("what the dry run showed").isEqualTo(1_200);
        assertThat(JSON.readTree(bodies.get("/bulk/dry-run"))).isEqualTo(((ObjectNode) sent).without("expected"));
        assertThat(desk.out.toString()).contains("j1 RAISE_BUDGET DONE: 1200 of 1200 dispatched");
    }

    @Test
    void filtersAsTheDeskDoes() throws IOException {
        Instant before = Instant.now();
        assertThat(run(
                        "pin",
                        "--yes",
                        "--group",
                        "77d0",
                        "--list",
                        "spring",
                        "--stage",
                        "writer",
                        "--state",
                        "decided",
                        "--text",
                        "acm*",
                        "--since",
                        "30d",
                        "--until",
                        "2026-05-04"))
                .as(desk.errors.toString())
                .isZero();

        ObjectNode filter = (ObjectNode) JSON.readTree(bodies.get("/bulk")).get("filter");
        assertThat(JSON.readTree(bodies.get("/bulk/dry-run")).get("filter"))
                .as("the same moment for both")
                .isEqualTo(filter);
        assertThat(Instant.parse(filter.remove("since").asText()))
                .isBetween(
                        before.minus(30, ChronoUnit.DAYS).minusMillis(1),
                        Instant.now().minus(30, ChronoUnit.DAYS));
        assertThat(filter).isEqualTo(JSON.readTree("""
                        {"fingerprint":"77d0","list":"spring","stage":"writer","state":"decided","text":"acm*",
                         "until":"2026-05-04"}"""));
    }

    @Test
    void aSelectionThatHasChangedIsNotStarted() {
        startStatus = 409;
        assertFails("says no (409): " + REFUSAL, "pin", "--since", "1h");
        assertThat(desk.out.toString()).doesNotContain("bulk job");
    }

    @Test
    void aRaiseNeedsAnAmount() {
        assertFails("say by how much: --tokens N, --cost AMOUNT, or both", "raise-budget", "--all");
        assertFails("--cost", "raise-budget", "--all", "--cost", "much");
        assertThat(bodies).isEmpty();
    }

    @Test
    void whatTheDryRunRefusesIsNotStarted() {
        refusal = "\"" + REFUSAL + "\"";

        assertFails("nothing was decided: " + REFUSAL, "pin", "--all");
        assertThat(bodies).containsOnlyKeys("/bulk/dry-run");
        assertThat(run("pin", "--all", "--dry-run")).isZero();
        assertThat(desk.out.toString()).contains("you cannot start it: " + REFUSAL, "dry run: nothing was decided");
    }

    @Test
    void aRefusalOfTheDeskIsOneLineWithoutItsJson() {
        startStatus = 403;
        assertFails("says no (403): " + REFUSAL, "pin", "--all");
        assertThat(desk.errors.getFirst()).doesNotContain("{");
    }

    private int run(String... args) {
        return desk.run(bulk(args));
    }

    private void assertFails(String line, String... args) {
        desk.assertFails(line, bulk(args));
    }

    private static String[] bulk(String... args) {
        List<String> all = new ArrayList<>(List.of("bulk"));
        all.addAll(List.of(args));
        return all.toArray(String[]::new);
    }
}
