package dev.leadrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.DecisionKind;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.LeadStatus;
import dev.leadrelay.schemas.records.OutcomeKind;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.TriageDecision;
import dev.leadrelay.schemas.records.Usage;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.KafkaException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bulk jobs on a whole handler over a fake broker. */
class BulkTest {
    private static final String DECISIONS = Samples.TOPICS.triageDecisions().name();
    private static final String RETRY_ALL = "{\"filter\":{\"stage\":\"writer\"},\"kind\":\"RETRY\",\"by\":\"ann\"";

    private final FakeBroker broker = new FakeBroker();
    private String url = "";
    private TestHandler handler;

    @BeforeEach
    void start(@TempDir Path folder) {
        url = "jdbc:h2:file:" + folder.resolve("store");
        handler = new TestHandler(broker, new TestStore(url), new DecisionCheck(GateSamples.GATES));
    }

    @AfterEach
    void stop() {
        handler.close();
    }

    @Test
    void dispatchesEachItemOnceAndShowsHowItsLeadEnded() throws Exception {
        List<DeadLetter> letters = park(250);

        JsonNode job = startJob(RETRY_ALL + "}");
        assertThat(job.get("total").asInt()).isEqualTo(250);
        awaitState(job, "DONE");

        assertThat(decided())
                .hasSize(250)
                .allSatisfy((id, decisions) -> assertThat(decisions)
                        .singleElement()
                        .satisfies(decision -> {
                            assertThat(decision.getKind()).isEqualTo(DecisionKind.RETRY);
                            assertThat(decision.getDecidedBy()).isEqualTo("ann");
                        }));
        JsonNode first = handler.get("/bulk/" + id(job) + "/items?limit=3");
        assertThat(first.get("items"))
                .extracting(item -> item.get("deadLetterId").asText())
                .containsExactlyElementsOf(letters.subList(0, 3).stream()
                        .map(DeadLetter::getDeadLetterId)
                        .toList());
        assertThat(first.at("/items/0/line").asText()).isEqualTo("not answered yet");
        assertThat(first.get("next").asInt()).isEqualTo(2);

        for (int number = 0; number < 4; number++) {
            handler.answer(Samples.outcome(
                    decisionOn(letters.get(number)), number == 3 ? OutcomeKind.REFUSED : OutcomeKind.APPLIED, "no"));
        }
        handler.end(Samples.result(letters.get(0), LeadStatus.DELIVERED, null, 9_000));
        DeadLetter again = Samples.parkedAgain(letters.get(1));
        handler.park(again);
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            JsonNode items = handler.get("/bulk/" + id(job) + "/items?limit=4").get("items");
            assertThat(items)
                    .extracting(item -> item.get("line").asText())
                    .containsExactly("DELIVERED", "parked again: the-next-one", "the lead goes on", "refused: no");
            assertThat(items.get(0).at("/end/costMicros").asLong()).isEqualTo(7_000);
        });
    }

    @Test
    void skipsWhatSomebodyElseDecidedMeanwhile() throws Exception {
        List<DeadLetter> letters = park(3);
        JsonNode job = startJob(RETRY_ALL + ",\"rate\":0.5}");
        Awaitility.await().until(() -> decided().size() == 1);
        assertThat(handler.decide(letters.get(2), "{\"kind\":\"DISCARD\",\"reason\":\"no company\",\"by\":\"bob\"}")
                        .statusCode())
                .isEqualTo(202);
        handler.awaitState(letters.get(2), ItemState.DECIDED);

        awaitState(job, "DONE");

        JsonNode skipped =
                handler.get("/bulk/" + id(job) + "/items?state=skipped").get("items");
        assertThat(skipped).hasSize(1);
        assertThat(skipped.at("/0/line").asText()).contains("pending");
        assertThat(decisionOn(letters.get(2)).getDecidedBy()).isEqualTo("bob");
        assertThat(decided())
                .allSatisfy((id, decisions) -> assertThat(decisions).hasSize(1));
    }

    @Test
    void pausesResumesAndAborts() throws Exception {
        park(40);
        JsonNode job = startJob(RETRY_ALL + ",\"rate\":10}");
        Awaitility.await().until(() -> !decided().isEmpty());
        assertThat(handler.send("POST", "/bulk/" + id(job) + "/resume", "").statusCode())
                .isEqualTo(409);

        JsonNode paused = post("/bulk/" + id(job) + "/pause", 200);
        assertThat(paused.get("state").asText()).isEqualTo("PAUSED");
        assertThat(paused.get("ended").asBoolean()).isFalse();
        // What was under way may still be counted; from then on nothing moves.
        int standing = Awaitility.await()
                .during(Duration.ofMillis(600))
                .atMost(Duration.ofSeconds(10))
                .until(() -> decided().size(), new Unchanging());
        assertThat(standing).isLessThan(40);

        post("/bulk/" + id(job) + "/resume", 200);
        Awaitility.await().until(() -> decided().size() > standing);
        JsonNode aborted = post("/bulk/" + id(job) + "/abort", 200);
        assertThat(aborted.get("state").asText()).isEqualTo("ABORTED");
        assertThat(aborted.get("ended").asBoolean()).isTrue();
        for (String event : List.of("pause", "resume", "abort")) {
            JsonNode answer = post("/bulk/" + id(job) + "/" + event, 409);
            assertThat(answer.get("error").asText()).contains("has ended (ABORTED)");
        }
    }

    @Test
    void stopsWhenTheFirstLeadsFailAgain() throws Exception {
        List<DeadLetter> letters = park(20);
        JsonNode job = startJob(RETRY_ALL + ",\"canary\":{\"size\":4,\"maxFailureRate\":0.25}}");
        awaitState(job, "CANARY_WAIT");
        assertThat(decided()).hasSize(4);

        for (DeadLetter letter : letters.subList(0, 2)) {
            handler.answer(Samples.outcome(decisionOn(letter), OutcomeKind.REFUSED, "no"));
        }

        JsonNode stopped = awaitState(job, "STOPPED_BY_CANARY");
        assertThat(stopped.get("remaining").asInt()).isEqualTo(16);
        assertThat(decided()).hasSize(4);
    }

    @Test
    void goesOnWhenTheFirstLeadsEndWell() throws Exception {
        List<DeadLetter> letters = park(20);
        JsonNode job = startJob(RETRY_ALL + ",\"canary\":{\"size\":4,\"maxFailureRate\":0.25}}");
        awaitState(job, "CANARY_WAIT");
        for (DeadLetter letter : letters.subList(0, 4)) {
            handler.answer(Samples.outcome(decisionOn(letter), OutcomeKind.APPLIED, null));
        }
        for (DeadLetter letter : letters.subList(0, 3)) {
            handler.end(Samples.result(letter, LeadStatus.DELIVERED, null, 9_000));
        }
        handler.park(DeadLetter.newBuilder(letters.get(3))
                .setDeadLetterId("the-next-one")
                .setParkedAt(letters.get(3).getParkedAt().plusSeconds(500))
                .build());

        JsonNode done = awaitState(job, "DONE");
        assertThat(done.at("/canary/passed").asBoolean()).isTrue();
        assertThat(decided()).hasSize(20);
    }

    @Test
    void aRestartGoesOnWhereTheJobStopped() throws Exception {
        park(60);
        JsonNode job = startJob(RETRY_ALL + ",\"rate\":30}");
        Awaitility.await().until(() -> decided().size() > 5);
        handler.close();
        int before = decided().size();
        assertThat(before).isLessThan(60);

        handler = new TestHandler(broker, new TestStore(url), new DecisionCheck(GateSamples.GATES));

        awaitState(job, "DONE");
        assertThat(decided())
                .hasSize(60)
                .allSatisfy((id, decisions) -> assertThat(decisions).hasSize(1));
    }

    /** Between the commit to the topic and the note in the store: the worst moment for a kill. */
    @Test
    void whatWasWrittenButNotNotedIsNotWrittenAgain() throws Exception {
        List<DeadLetter> letters = park(5);
        BulkStore store = new BulkStore(handler.store.database.jdbi());
        BulkOrder order = new BulkOrder(DecisionKind.RETRY, null, null, null, "ann", null, null);
        BulkJob job = new BulkJob("job", order, "by hand", BulkState.begin(5, null), null, 1, 1);
        store.create(job, letters.stream().map(DeadLetter::getDeadLetterId).toList());
        handler.writer.decideAll(order, store.pending("job", 3), intents -> store.intend("job", intents));
        assertThat(decided()).hasSize(3);
        assertThat(store.pending("job", 10)).hasSize(5);
        handler.close();

        handler = new TestHandler(broker, new TestStore(url), new DecisionCheck(GateSamples.GATES));

        JsonNode done = awaitState("job", "DONE");
        assertThat(done.get("dispatched").asInt()).isEqualTo(5);
        assertThat(decided())
                .hasSize(5)
                .allSatisfy((id, decisions) -> assertThat(decisions).hasSize(1));
    }

    @Test
    void anIntentThatWasNeverWrittenIsWrittenLater() throws Exception {
        park(5);
        broker.commitFailure.set(new KafkaException("gone"));

        JsonNode job = startJob(RETRY_ALL + "}");

        awaitState(job, "DONE");
        assertThat(decided())
                .hasSize(5)
                .allSatisfy((id, decisions) -> assertThat(decisions).hasSize(1));
    }

    /** Somebody else's decision of the same kind has the same identifier, and yet it is not the job's. */
    @Test
    void theSameDecisionOfSomebodyElseIsNotTakenForTheJobs() throws Exception {
        List<DeadLetter> letters = park(1);
        BulkStore store = new BulkStore(handler.store.database.jdbi());
        BulkOrder order = new BulkOrder(DecisionKind.RETRY, null, null, null, "ann", null, null);
        store.create(
                new BulkJob("job", order, "by hand", BulkState.begin(1, null), null, 1, 1),
                List.of(letters.get(0).getDeadLetterId()));
        String wouldBe = Samples.decision(letters.get(0), DecisionKind.RETRY, 0).getDecisionId();
        store.intend("job", List.of(new BulkItem.Intent(0, wouldBe, 12_345)));
        assertThat(handler.decide(letters.get(0), "{\"kind\":\"RETRY\",\"by\":\"bob\"}")
                        .statusCode())
                .isEqualTo(202);
        assertThat(decisionOn(letters.get(0)).getDecisionId()).isEqualTo(wouldBe);
        handler.close();

        handler = new TestHandler(broker, new TestStore(url), new DecisionCheck(GateSamples.GATES));

        JsonNode done = awaitState("job", "DONE");
        assertThat(done.get("skipped").asInt()).isEqualTo(1);
    }

    @Test
    void aDryRunTellsWhatWouldHappenAndWritesNothing() throws Exception {
        List<DeadLetter> letters = new ArrayList<>(List.of(
                lead(1, "Acme", false, 1_000L),
                lead(2, "Bolt", true, 3_000L),
                lead(3, "Coil", false, null),
                Samples.stray(4, new byte[] {1})));
        letters.forEach(handler::park);
        letters.forEach(letter -> handler.awaitState(letter, ItemState.OPEN));
        assertThat(handler.decide(letters.get(2), "{\"kind\":\"DISCARD\",\"reason\":\"no\",\"by\":\"bob\"}")
                        .statusCode())
                .isEqualTo(202);
        handler.awaitState(letters.get(2), ItemState.DECIDED);
        String ids = letters.stream()
                .map(letter -> "\"" + letter.getDeadLetterId() + "\"")
                .toList()
                .toString();

        JsonNode seen = dryRun("{\"ids\":" + ids.replace("]", ",\"nobody\"]") + ",\"kind\":\"RETRY\",\"by\":\"ann\"}");

        assertThat(seen.get("selected").asInt()).isEqualTo(5);
        assertThat(seen.get("able").asInt()).isEqualTo(3);
        assertThat(seen.get("unable"))
                .extracting(reason -> reason.get("line").asText())
                .containsExactlyInAnyOrder(
                        "there is no such dead letter",
                        "a decision on this dead letter is pending; wait for its outcome");
        assertThat(seen.at("/gates/passing").asInt()).isEqualTo(1);
        assertThat(seen.at("/gates/failed").asInt()).isEqualTo(1);
        assertThat(seen.at("/gates/failing/0/line").asText()).startsWith("policy.");
        assertThat(seen.at("/gates/unknown/0/line").asText()).contains("no request");
        assertThat(seen.at("/cost/micros").asLong()).isEqualTo(6_000);
        assertThat(seen.at("/cost/basis").asText()).contains("2 dead letters");
        assertThat(dryRun("{\"filter\":{\"text\":\"BOLT\"},\"kind\":\"DISCARD\",\"reason\":\"x\",\"by\":\"ann\"}")
                        .get("able")
                        .asInt())
                .isEqualTo(1);
        assertThat(handler.send(
                                "POST",
                                "/bulk/dry-run",
                                "{\"filter\":{\"text\":\"%\"},\"kind\":\"PIN\",\"by\":\"ann\"}")
                        .statusCode())
                .as("a text without a word must not stand for all")
                .isEqualTo(400);
        assertThat(decided()).hasSize(1);
        assertThat(handler.get("/bulk").get("jobs")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/bulk         | {}                                                           | say which dead letters",
                "/bulk         | {\"ids\":[],\"kind\":\"RETRY\",\"by\":\"ann\"}               | must be a list of 1 to",
                "/bulk/dry-run | {\"filter\":{\"color\":\"red\"},\"kind\":\"RETRY\",\"by\":\"a\"} | unknown field 'color'",
                "/bulk         | {\"filter\":{},\"kind\":\"ACCEPT\",\"by\":\"ann\"}           | one of RETRY, DISCARD",
                "/bulk         | {\"filter\":{},\"kind\":\"DISCARD\",\"by\":\"ann\"}          | needs a 'reason'",
                "/bulk         | {\"filter\":{},\"kind\":\"RETRY\"}                           | who decides",
                "/bulk         | {\"filter\":{},\"kind\":\"RETRY\",\"by\":\"a\",\"rate\":0}   | rate' must be",
                "/bulk         | {\"filter\":{},\"kind\":\"RETRY\",\"by\":\"a\",\"canary\":{\"size\":0}} | size' of 'canary'",
                "/bulk         | {\"filter\":{},\"kind\":\"RETRY\",\"by\":\"a\",\"canary\":{\"size\":5}} | maxFailureRate",
                "/bulk         | {\"filter\":{},\"kind\":\"RETRY\",\"by\":\"a\"}              | nothing to do",
                "/bulk         | {\"filter\":{},\"kind\":\"RAISE_BUDGET\",\"by\":\"a\"}       | needs 'raiseTokens'",
                "/bulk         | {\"filter\":{\"since\":\"today\"},\"kind\":\"PIN\",\"by\":\"a\"} | since must be a time",
                "/bulk         | {\"filter\":{\"state\":\"lost\"},\"kind\":\"PIN\",\"by\":\"a\"} | state must be one of OPEN",
                "/bulk         | {\"filter\":{},\"kind\":\"PIN\",\"by\":\"a\",\"expected\":0} | expected' must be",
                "/bulk         | [                                                            | JSON object",
            })
    void answersWhatMakesNoSenseInOneLine(String path, String body, String line) throws Exception {
        HttpResponse<String> response = handler.send("POST", path, body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(TestHandler.json(response).get("error").asText())
                .contains(line)
                .doesNotContain("\n");
    }

    /** What nobody has seen is not decided about: more dead letters, or fewer, than the dry run showed. */
    @Test
    void startsOnlyWhatTheDryRunShowed() throws Exception {
        List<DeadLetter> letters = park(3);
        String discard = "{\"filter\":{},\"kind\":\"DISCARD\",\"reason\":\"no\",\"by\":\"ann\"";
        int shown = dryRun(discard + "}").get("selected").asInt();
        DeadLetter unseen = Samples.parked(4);
        handler.park(unseen);
        handler.awaitState(unseen, ItemState.OPEN);

        HttpResponse<String> more = handler.send("POST", "/bulk", discard + ",\"expected\":" + shown + "}");

        assertThat(more.statusCode()).isEqualTo(409);
        assertThat(TestHandler.json(more).get("error").asText())
                .isEqualTo("the dry run showed 3, but the selection holds 4 now, so nothing was started;"
                        + " look again with another dry run");
        for (DeadLetter letter : letters) {
            handler.decide(letter, "{\"kind\":\"RETRY\",\"by\":\"bob\"}");
            handler.awaitState(letter, ItemState.DECIDED);
        }
        HttpResponse<String> fewer = handler.send("POST", "/bulk", discard + ",\"expected\":4}");
        assertThat(fewer.statusCode()).isEqualTo(409);
        assertThat(handler.get("/bulk").get("jobs")).isEmpty();
        assertThat(decided()).doesNotContainKey(unseen.getDeadLetterId());

        awaitState(startJob(discard + ",\"expected\":1}"), "DONE");
        assertThat(decisionOn(unseen).getKind()).isEqualTo(DecisionKind.DISCARD);
    }

    @Test
    void aFilterKnowsDaysAndStatesAsTheDeskDoes() throws Exception {
        List<DeadLetter> letters = park(4);
        String third = letters.get(2).getParkedAt().toString();
        assertThat(selected("{\"since\":\"" + third + "\"}")).isEqualTo(2);
        assertThat(selected("{\"until\":\"" + third + "\"}")).isEqualTo(2);
        assertThat(selected("{\"since\":\"2999-01-01\"}")).isZero();
        handler.decide(letters.get(0), "{\"kind\":\"RETRY\",\"by\":\"bob\"}");
        handler.awaitState(letters.get(0), ItemState.DECIDED);
        assertThat(selected("{\"state\":\"decided\"}")).isEqualTo(1);
        assertThat(selected("{}")).as("those that are open").isEqualTo(3);
    }

    private int selected(String filter) throws Exception {
        return dryRun("{\"filter\":" + filter + ",\"kind\":\"PIN\",\"by\":\"ann\"}")
                .get("selected")
                .asInt();
    }

    @Test
    void saysThatThereIsNoSuchJob() throws Exception {
        assertThat(handler.send("GET", "/bulk/nope", "").statusCode()).isEqualTo(404);
        assertThat(handler.send("POST", "/bulk/nope/pause", "").statusCode()).isEqualTo(404);
        assertThat(handler.send("GET", "/bulk/nope/items", "").statusCode()).isEqualTo(404);
    }

    /** Dead letter of a lead that its own gate looked at. */
    private static DeadLetter lead(int number, String company, boolean doNotContact, Long cost) {
        DeadLetter letter =
                Samples.parked(number, Stage.LISTS, FailureClass.CONTRACT_VIOLATION, "the gate rejected " + company);
        return DeadLetter.newBuilder(letter)
                .setRequest(Lead.newBuilder()
                        .setLeadId(letter.getLeadId())
                        .setCompany(company)
                        .setDoNotContact(doNotContact)
                        .build())
                .setUsage(cost == null ? null : new Usage(1, 10L, 10L, cost))
                .build();
    }

    private List<DeadLetter> park(int count) {
        List<DeadLetter> letters =
                IntStream.range(0, count).mapToObj(Samples::parked).toList();
        letters.forEach(handler::park);
        handler.awaitState(letters.getLast(), ItemState.OPEN);
        return letters;
    }

    private JsonNode startJob(String body) throws Exception {
        HttpResponse<String> response = handler.send("POST", "/bulk", body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        return TestHandler.json(response);
    }

    private JsonNode dryRun(String body) throws Exception {
        HttpResponse<String> response = handler.send("POST", "/bulk/dry-run", body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return TestHandler.json(response);
    }

    private JsonNode post(String path, int status) throws Exception {
        HttpResponse<String> response = handler.send("POST", path, "");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return TestHandler.json(response);
    }

    private JsonNode awaitState(JsonNode job, String state) throws Exception {
        return awaitState(id(job), state);
    }

    private JsonNode awaitState(String id, String state) {
        return Awaitility.await("job is " + state)
                .atMost(Duration.ofSeconds(20))
                .until(
                        () -> handler.get("/bulk/" + id),
                        job -> job.get("state").asText().equals(state));
    }

    private static String id(JsonNode job) {
        return job.get("id").asText();
    }

    private Map<String, List<TriageDecision>> decided() {
        Map<String, List<TriageDecision>> decided = new HashMap<>();
        broker.records(DECISIONS).forEach(record -> {
            TriageDecision decision = (TriageDecision) new PlainSerde.Reader().deserialize(DECISIONS, record.value());
            decided.computeIfAbsent(decision.getDeadLetterId(), id -> new ArrayList<>())
                    .add(decision);
        });
        return decided;
    }

    private TriageDecision decisionOn(DeadLetter letter) {
        return decided().get(letter.getDeadLetterId()).get(0);
    }

    /** Matches a number as long as it is the one that it was first. */
    private static final class Unchanging implements java.util.function.Predicate<Integer> {
        private Integer first = -1;

        @Override
        public boolean test(Integer number) {
            boolean same = number.equals(first);
            first = number;
            return same;
        }
    }
}
