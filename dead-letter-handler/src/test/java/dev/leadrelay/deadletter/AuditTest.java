package dev.leadrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.Draft;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.WriterRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the audit shows of decisions by people, by a job and by a policy, over HTTP, before and after a rebuild. */
class AuditTest {
    private static final WriterRequest REQUEST = GateSamples.writerRequest();
    private static final Draft DRAFT = GateSamples.draft().build();
    private static final String ASKED = Identifiers.contentHash(ContentHashes.canonical(REQUEST));

    private TestHandler handler;

    @BeforeEach
    void start() {
        handler = new TestHandler(new FakeBroker(), new TestStore(), new DecisionCheck(GateSamples.GATES));
    }

    @AfterEach
    void stop() {
        handler.close();
    }

    @Test
    void showsWhoWhenWhyAndTheContentBeforeAndAfter() throws Exception {
        ObjectNode input = (ObjectNode) RecordTree.of(REQUEST);
        ((ObjectNode) input.at("/lead")).put("city", "Dover");
        WriterRequest edited = WriterRequest.newBuilder(REQUEST).build();
        edited.getLead().put("city", "Dover");
        ObjectNode candidate = ((ObjectNode) RecordTree.of(DRAFT)).put("subject", "Tours for 14 depots");
        Draft better = Draft.newBuilder(DRAFT).setSubject("Tours for 14 depots").build();

        decide(
                park("edited", DRAFT),
                "{\"kind\":\"RETRY_EDITED\",\"by\":\"ann\",\"reason\":\"her city\",\"input\":" + input + "}");
        decide(park("accepted", DRAFT), "{\"kind\":\"ACCEPT\",\"by\":\"ann\",\"candidate\":" + candidate + "}");
        decide(park("as-it-is", DRAFT), "{\"kind\":\"ACCEPT\",\"by\":\"ann\"}");
        decide(park("discarded", DRAFT), "{\"kind\":\"DISCARD\",\"by\":\"ann\",\"reason\":\"no fit\"}");
        DeadLetter stray = Samples.stray(5, new byte[] {(byte) 0xff, 0, 1});
        handler.park(stray);
        handler.awaitState(stray, ItemState.OPEN);
        decide(stray, "{\"kind\":\"RETRY\",\"by\":\"ann\"}");
        bulk(park("of-a-job", DRAFT));
        policy(park("of-a-policy", null));

        String draft = Identifiers.contentHash(ContentHashes.canonical(DRAFT));
        String bytes = "942e1e2a66a427b6551732f758bc314f22b9cdec9365a3425c9184de299392b5";
        Map<String, String> expected = new HashMap<>(Map.of(
                "edited", ASKED + " " + Identifiers.contentHash(ContentHashes.canonical(edited)),
                "accepted", draft + " " + Identifiers.contentHash(ContentHashes.canonical(better)),
                "as-it-is", draft + " " + draft,
                "discarded", ASKED + " ",
                "of-a-job", ASKED + " " + ASKED,
                "of-a-policy", ASKED + " " + ASKED));
        expected.put(stray.getDeadLetterId(), bytes + " " + bytes);
        assertThat(inFile()).isEqualTo(expected);
        assertThat(onPage()).isEqualTo(expected);
        assertThat(overRest()).isEqualTo(expected);
        assertThat(page().select("tr:has(a[href$=edited])").text())
                .contains("2026-05-04", "RETRY_EDITED", "ann", "her city", ASKED.substring(0, 12))
                .doesNotContain(ASKED);

        assertThat(handler.send("POST", "/store/rebuild", "").statusCode()).isEqualTo(202);
        Awaitility.await()
                .until(() -> !handler.get("/store/rebuild").get("running").booleanValue());
        assertThat(inFile()).isEqualTo(expected);
    }

    private DeadLetter park(String id, Draft draft) {
        DeadLetter letter = DeadLetter.newBuilder(GateSamples.letter(Stage.WRITER, REQUEST, draft))
                .setDeadLetterId(id)
                .setFailureClass(draft == null ? FailureClass.MODEL_TIMEOUT : FailureClass.OUTPUT_REJECTED)
                .build();
        handler.park(letter);
        handler.awaitState(letter, ItemState.OPEN);
        return letter;
    }

    private void decide(DeadLetter letter, String body) throws Exception {
        HttpResponse<String> response = handler.decide(letter, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        awaitDecision(letter);
    }

    private void bulk(DeadLetter letter) throws Exception {
        String ids = "{\"ids\":[\"" + letter.getDeadLetterId() + "\"],\"kind\":\"RETRY\",\"by\":\"ann\"}";
        assertThat(handler.send("POST", "/bulk", ids).statusCode()).isEqualTo(202);
        awaitDecision(letter);
    }

    private void policy(DeadLetter letter) throws Exception {
        Instant later = Instant.ofEpochMilli(Samples.NOON).plusSeconds(100);
        try (PolicyRunner runner = new PolicyRunner(
                new TriagePolicy(true, null, Duration.ofDays(30)),
                handler.store.policies,
                handler.writer,
                Clock.fixed(later, ZoneOffset.UTC),
                Duration.ofHours(1))) {
            runner.lookThrough();
        }
        awaitDecision(letter);
    }

    private void awaitDecision(DeadLetter letter) {
        Awaitility.await()
                .until(() -> !handler.store
                        .queries
                        .decisions(letter.getDeadLetterId())
                        .isEmpty());
    }

    /** Both hashes by dead letter. */
    private Map<String, String> inFile() throws Exception {
        List<String> lines =
                handler.send("GET", "/desk/audit.csv", "").body().lines().toList();
        List<String> header = List.of(lines.getFirst().split(","));
        Map<String, String> hashes = new HashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            hashes.put(
                    cells[header.indexOf("dead_letter_id")],
                    cells[header.indexOf("content_sha256_before")] + " "
                            + cells[header.indexOf("content_sha256_after")]);
        }
        return hashes;
    }

    private Map<String, String> onPage() throws Exception {
        Map<String, String> hashes = new HashMap<>();
        page().select("tbody tr").forEach(row -> {
            List<String> titles = row.select("code[title]").eachAttr("title");
            String href = row.select("a.row-link").attr("href");
            hashes.put(
                    href.substring(href.lastIndexOf('/') + 1),
                    titles.getFirst() + " " + (titles.size() == 1 ? "" : titles.getLast()));
        });
        return hashes;
    }

    private org.jsoup.nodes.Document page() throws Exception {
        return Jsoup.parse(handler.send("GET", "/desk/audit", "").body());
    }

    private Map<String, String> overRest() throws Exception {
        Map<String, String> hashes = new HashMap<>();
        for (String id : inFile().keySet()) {
            JsonNode decision =
                    handler.get("/dead-letters/" + id + "/decisions").get(0);
            hashes.put(
                    id,
                    decision.get("contentHashBefore").asText() + " "
                            + decision.get("contentHashAfter").asText("").replace("null", ""));
        }
        return hashes;
    }
}
