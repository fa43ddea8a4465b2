package dev.leadrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leadrelay.schemas.records.AgentRun;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.DecisionKind;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.HandoffHeader;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.LeadStatus;
import dev.leadrelay.schemas.records.OutcomeKind;
import dev.leadrelay.schemas.records.Provenance;
import dev.leadrelay.schemas.records.RunExit;
import dev.leadrelay.schemas.records.RunStep;
import dev.leadrelay.schemas.records.RunStepKind;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.TriageDecision;
import dev.leadrelay.schemas.records.TriageOutcome;
import dev.leadrelay.schemas.records.Usage;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TriageHttpTest {
    private static final String RUNS = Samples.TOPICS.agentRuns().name();

    private TestHandler handler;

    @BeforeEach
    void start() {
        handler = new TestHandler(new FakeBroker(), new TestStore());
    }

    @AfterEach
    void stop() {
        handler.close();
    }

    @Test
    void listsFiltersAndPages() throws Exception {
        for (int number = 0; number < 5; number++) {
            park(Samples.parked(number));
        }
        park(Samples.parked(9, Stage.SCORING, FailureClass.LOW_CONFIDENCE, "the votes differ"));

        JsonNode first = handler.get("/dead-letters?stage=writer&class=output_rejected&state=open&limit=3");
        JsonNode second = handler.get(
                "/dead-letters?stage=writer&limit=3&after=" + first.get("next").asText());

        assertThat(first.get("items")).hasSize(3);
        assertThat(second.get("items")).hasSize(2);
        assertThat(second.get("next").isNull()).isTrue();
        assertThat(first.at("/items/0/leadKey").asText()).isEqualTo("list-1/lead-4");
        assertThat(first.at("/items/0/class").asText()).isEqualTo("OUTPUT_REJECTED");
        assertThat(handler.get("/dead-letters?list=list-0").get("items")).hasSize(3);
        JsonNode groups = handler.get("/dead-letters/groups");
        assertThat(groups.at("/groups/0/count").asInt()).isEqualTo(5);
        JsonNode summary = handler.get("/summary");
        assertThat(summary.get("open").asInt()).isEqualTo(6);
        assertThat(summary.at("/openByStage/WRITER").asInt()).isEqualTo(5);
        assertThat(summary.at("/openByClass/LOW_CONFIDENCE").asInt()).isEqualTo(1);
        assertThat(summary.at("/byState/OPEN").asInt()).isEqualTo(6);
        assertThat(summary.at("/unattributed/open").asInt()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "since=2026-05-04T12:00:02Z | 2 3",
                "until=2026-05-04T12:00:02Z | 1",
                "since=2026-05-04T12:00:02Z&until=2026-05-04T12:00:03Z | 2",
                "since=2026-05-04T14:00:02%2B02:00 | 2 3",
                "since=2026-05-04T12:00:02.001Z | 3",
                "since=2026-05-04 | 1 2 3",
                "until=2026-05-05 | 1 2 3",
                "until=2026-05-04 | ''",
                "since=2026-05-05 | ''",
                "since=&until=%20 | 1 2 3"
            })
    void takesTimesAndDaysOfParkingTheFirstIncludedTheLastNot(String query, String expected) throws Exception {
        for (int number = 1; number <= 3; number++) {
            park(Samples.parked(number));
        }

        List<String> found = new ArrayList<>();
        handler.get("/dead-letters?" + query)
                .get("items")
                .forEach(item -> found.addFirst(item.get("leadKey").asText().replaceAll(".*-", "")));

        assertThat(String.join(" ", found)).isEqualTo(expected);
        long counted = 0;
        for (JsonNode group : handler.get("/dead-letters/groups?" + query).get("groups")) {
            counted += group.get("count").asLong();
        }
        assertThat(counted).isEqualTo(found.size());
    }

    @Test
    void looksForSoManyWordsAtMost() throws Exception {
        String fifty = IntStream.range(0, 50).mapToObj(number -> "w" + number).collect(Collectors.joining("+"));

        assertThat(handler.get("/dead-letters?text=" + fifty).get("items")).isEmpty();
        assertThat(handler.get("/dead-letters/groups?text=" + fifty).get("groups"))
                .isEmpty();
        for (String path : List.of("/dead-letters", "/dead-letters/groups")) {
            HttpResponse<String> answer = handler.send("GET", path + "?text=" + fifty + "+more", "");
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("51 words").contains("50 at most");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday",
                "2026-5-4",
                "2026-02-30",
                "2026-05-04T12:00",
                "2026-05-04%2012:00:00",
                "T",
                "1777896000000",
                "%2B999999999-12-31"
            })
    void whatIsNeitherATimeNorADayIsOneLine(String time) throws Exception {
        for (String parameter : List.of("since", "until")) {
            for (String path : List.of("/dead-letters", "/dead-letters/groups")) {
                HttpResponse<String> response = handler.send("GET", path + "?" + parameter + "=" + time, "");

                assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
                assertThat(response.body())
                        .isEqualTo("{\"error\":\"" + parameter
                                + " must be a time like 2026-05-04T12:00:00Z or a day like 2026-05-04\"}");
            }
        }
        assertThat(handler.send("GET", "/desk/letters?since=" + time, "").statusCode())
                .isEqualTo(400);
    }

    @Test
    void showsEverythingThatHelpsToDecide() throws Exception {
        DeadLetter letter = DeadLetter.newBuilder(Samples.parked(1))
                .setRequest(Lead.newBuilder()
                        .setLeadId("lead-1")
                        .setCompany("Müller & Söhne")
                        .build())
                .build();
        run(letter, "run-of-another-attempt", "not this", letter.getParkedAt().minusSeconds(40));
        run(
                letter,
                letter.getRunId(),
                "Dear Sir, as an AI",
                letter.getParkedAt().minusSeconds(2));
        park(letter);

        JsonNode shown = handler.get("/dead-letters/" + letter.getDeadLetterId());

        assertThat(shown.at("/violations/0/code").asText()).isEqualTo("draft.name");
        assertThat(shown.get("requestType").asText()).isEqualTo("Lead");
        assertThat(shown.at("/request/company").asText()).isEqualTo("Müller & Söhne");
        assertThat(shown.get("candidate").asText()).isEqualTo("Dear Sir");
        assertThat(shown.at("/run/found").asBoolean()).isTrue();
        assertThat(shown.at("/run/lastReply").asText()).isEqualTo("Dear Sir, as an AI");
        assertThat(shown.at("/run/log/steps")).hasSize(2);
        assertThat(shown.get("allowed").toString())
                .isEqualTo("[\"RETRY\",\"DISCARD\",\"PIN\",\"RETRY_EDITED\",\"ACCEPT\"]");
        assertThat(shown.at("/record/parkedAt").asText())
                .isEqualTo(letter.getParkedAt().toString());
    }

    @Test
    void showsWhatCameOfADecision() throws Exception {
        DeadLetter letter = Samples.parked(1);
        park(letter);
        assertThat(fate(letter).isNull()).isTrue();

        handler.decide(letter, "{\"kind\":\"RETRY\",\"by\":\"ann\"}");
        handler.awaitState(letter, ItemState.DECIDED);
        assertThat(fate(letter)).hasToString("{\"line\":\"not answered yet\",\"settled\":false}");

        handler.answer(Samples.outcome(Samples.decision(letter, DecisionKind.RETRY, 0), OutcomeKind.APPLIED, null));
        handler.awaitState(letter, ItemState.RETRIED);
        assertThat(fate(letter)).hasToString("{\"line\":\"the lead goes on\",\"settled\":false}");

        DeadLetter next = Samples.parkedAgain(letter);
        park(next);
        assertThat(fate(letter))
                .hasToString(
                        "{\"line\":\"parked again: the-next-one\",\"settled\":true,\"parkedAgain\":\"the-next-one\"}");
        assertThat(fate(next).isNull()).isTrue();

        handler.end(Samples.result(letter, LeadStatus.DELIVERED, null, 9_000));
        Awaitility.await()
                .untilAsserted(() -> assertThat(fate(letter))
                        .hasToString(
                                "{\"line\":\"parked again, then DELIVERED\",\"settled\":true,\"parkedAgain\":\"the-next-one\","
                                        + "\"end\":{\"status\":\"DELIVERED\",\"reason\":null,\"endedAt\":\"2026-05-04T14:30:01Z\","
                                        + "\"costMicros\":7000}}"));
    }

    @Test
    void tellsOfTheDecisionThatSettledItElseOfTheLatest() throws Exception {
        DeadLetter letter = Samples.parked(1);
        park(letter);
        decided(letter, DecisionKind.RETRY, 0, OutcomeKind.REFUSED, ItemState.OPEN);
        assertThat(fate(letter).get("line").asText()).isEqualTo("refused: because");
        decided(letter, DecisionKind.PIN, 1, OutcomeKind.APPLIED, ItemState.OPEN);
        assertThat(fate(letter).get("line").asText()).isEqualTo("pinned");
        decided(letter, DecisionKind.DISCARD, 2, OutcomeKind.APPLIED, ItemState.DISCARDED);
        assertThat(fate(letter).get("line").asText()).isEqualTo("its result is not read yet");
        TriageDecision late = Samples.decision(letter, DecisionKind.RETRY, 3);
        decision(late);
        handler.answer(Samples.outcome(late, OutcomeKind.REFUSED, "too late"));
        Awaitility.await()
                .until(() -> handler.store.queries.decisions(letter.getDeadLetterId()).stream()
                        .anyMatch(each -> "too late".equals(each.outcomeReason())));
        assertThat(fate(letter).get("line").asText())
                .as("it is the discard that counts")
                .isEqualTo("its result is not read yet");

        DeadLetter stray = Samples.stray(2, new byte[] {1});
        park(stray);
        decision(Samples.decision(stray, DecisionKind.RETRY, 0));
        handler.awaitState(stray, ItemState.RETRIED);
        assertThat(fate(stray).get("line").asText()).isEqualTo("written to its topic again");

        DeadLetter superseded = Samples.parked(3);
        park(superseded);
        handler.answer(new TriageOutcome(
                null,
                superseded.getDeadLetterId(),
                superseded.getLeadKey(),
                OutcomeKind.SUPERSEDED,
                "a late answer",
                superseded.getParkedAt()));
        handler.awaitState(superseded, ItemState.SUPERSEDED);
        assertThat(fate(superseded)).hasToString("{\"line\":\"superseded: a late answer\",\"settled\":true}");
    }

    @Test
    void findsTheRunOfALeadThatWasParkedHoursLater() throws Exception {
        DeadLetter letter = Samples.parked(1);
        run(letter, letter.getRunId(), "the reply", letter.getParkedAt().minusSeconds(7_200));
        park(letter);

        assertThat(handler.get("/dead-letters/" + letter.getDeadLetterId())
                        .at("/run/lastReply")
                        .asText())
                .isEqualTo("the reply");
    }

    @Test
    void saysThatTheRunIsAbsent() throws Exception {
        DeadLetter letter = Samples.parked(1);
        park(letter);

        JsonNode run = handler.get("/dead-letters/" + letter.getDeadLetterId()).get("run");

        assertThat(run.get("found").asBoolean()).isFalse();
        assertThat(run.get("note").asText()).contains("run-1", RUNS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET  | /dead-letters?stage=cooking      |        | 400 | stage must be one of",
                "GET  | /dead-letters?class=x            |        | 400 | class must be one of",
                "GET  | /dead-letters?state=closed       |        | 400 | state must be one of",
                "GET  | /dead-letters?limit=0            |        | 400 | limit must be",
                "GET  | /dead-letters?limit=many         |        | 400 | limit must be",
                "GET  | /dead-letters?after=%00!         |        | 400 | after must be",
                "GET  | /dead-letters/nope               |        | 404 | no dead letter nope",
                "GET  | /dead-letters/nope/decisions     |        | 404 | no dead letter nope",
                "POST | /dead-letters/nope/decisions     | {\"kind\":\"RETRY\",\"by\":\"ann\"}    | 404 | no dead letter nope",
                "POST | /dead-letters/nope/decisions     | {\"kind\":\"RETRY\"}                   | 400 | who decides",
                "POST | /dead-letters/nope/decisions     | {\"kind\":\"UNKNOWN\",\"by\":\"ann\"}   | 400 | one of RETRY, DISCARD",
                "POST | /dead-letters/nope/decisions     | {\"kind\":\"RETRY_EDITED\",\"by\":\"ann\"} | 400 | needs the edited request",
                "POST | /dead-letters/nope/decisions     | {\"kind\":\"RETRY\",\"by\":\"ann\",\"input\":{}} | 400 | belongs to RETRY_EDITED",
                "POST | /dead-letters/nope/decisions     | {\"kind\":\"RETRY_EDITED\",\"by\":\"ann\",\"input\":[]} | 400 | must be a JSON object",
                "POST | /dead-letters/nope/decisions     | {\"kind\":\"RETRY_EDITED\",\"by\":\"ann\",\"input\":{},\"waive\":[\"a\"]} | 400 | belongs to ACCEPT",
                "POST | /dead-letters/nope/decisions     | {\"kind\":\"ACCEPT\",\"by\":\"ann\",\"waive\":\"a\"} | 400 | must be a list",
                "POST | /dead-letters/nope/decisions     | {\"kind\":\"ACCEPT\",\"by\":\"ann\",\"by\":\"bob\"} | 400 | without a field twice",
                "POST | /dead-letters/nope/check         | {\"kind\":\"ACCEPT\"}                | 404 | no dead letter nope",
                "POST | /dead-letters/nope/check         | nonsense | 400 | must be a JSON object",
                "POST | /dead-letters/nope/decisions     | {\"kind\":\"RAISE_BUDGET\",\"by\":\"ann\"} | 400 | needs 'raiseTokens'",
                "POST | /dead-letters/nope/decisions     | {\"kind\":\"RETRY\",\"by\":\"ann\",\"raiseTokens\":5} | 400 | belong to RAISE_BUDGET",
                "POST | /dead-letters/nope/decisions     | {\"kind\":\"RAISE_BUDGET\",\"by\":\"ann\",\"raiseTokens\":-5} | 400 | at least 1",
                "POST | /dead-letters/nope/decisions     | {\"kind\":\"DISCARD\",\"by\":\"ann\",\"reason\":\" \"} | 400 | needs a 'reason'",
                "POST | /dead-letters/nope/decisions     | {\"kind\":7,\"by\":\"ann\"}            | 400 | must be a text",
                "POST | /dead-letters/nope/decisions     | {\"knd\":\"RETRY\",\"by\":\"ann\"}     | 400 | unknown field",
                "POST | /dead-letters/nope/decisions     | [1]                                    | 400 | JSON object",
                "POST | /dead-letters/nope/decisions     | {                                      | 400 | JSON object",
                "POST | /dead-letters/nope/decisions     |                                        | 400 | JSON object",
            })
    void answersWhatMakesNoSenseInOneLine(String method, String path, String body, int status, String line)
            throws Exception {
        HttpResponse<String> response = handler.send(method, path, body == null ? "" : body);

        assertThat(response.statusCode()).isEqualTo(status);
        String error = TestHandler.json(response).get("error").asText();
        assertThat(error).contains(line).doesNotContain("\n");
    }

    @Test
    void hostileContentBreaksNoAnswer() throws Exception {
        byte[] huge = new byte[2_000_000];
        new Random(7).nextBytes(huge);
        String nasty =
                "<script>\u0000\u0007\u202e\r\n\ud83d\ude00'; drop table decision; --\u001b[31m" + "x".repeat(5_000);
        DeadLetter base = Samples.stray(1, huge);
        base.getOriginal().put("key", null);
        DeadLetter letter = DeadLetter.newBuilder(base)
                .setMessage(nasty)
                .setFingerprint(nasty)
                .build();
        park(letter);
        DeadLetter parked = DeadLetter.newBuilder(Samples.parked(2))
                .setLeadKey(nasty)
                .setListId(nasty)
                .setRunId(nasty)
                .setMessage(nasty)
                .setCandidate(nasty.repeat(100))
                .build();
        park(parked);

        JsonNode shown = handler.get("/dead-letters/" + letter.getDeadLetterId());
        assertThat(shown.get("message").asText()).isEqualTo(nasty);
        assertThat(shown.at("/original/value/size").asInt()).isEqualTo(huge.length);
        assertThat(shown.at("/original/value/hex").asText()).hasSize(1_024);
        assertThat(shown.at("/original/value/text").asText().chars().filter(c -> c < ' ' && c != '\n' && c != '\t'))
                .isEmpty();
        assertThat(Base64.getDecoder().decode(shown.at("/record/original/value").asText()))
                .isEqualTo(huge);
        assertThat(handler.get("/dead-letters/" + parked.getDeadLetterId())
                        .get("candidate")
                        .asText())
                .isEqualTo(nasty.repeat(100));
        assertThat(handler.get("/dead-letters").get("items")).hasSize(2);
        assertThat(handler.get("/dead-letters/groups").get("groups")).hasSize(2);
        assertThat(handler.decide(parked, "{\"kind\":\"RETRY\",\"by\":\"\\u0000ann\"}")
                        .statusCode())
                .isEqualTo(202);
        handler.awaitState(parked, ItemState.DECIDED);
        assertThat(handler.decide(letter, "{\"kind\":\"RETRY\",\"by\":\"ann\"}").statusCode())
                .isEqualTo(202);
        handler.awaitState(letter, ItemState.RETRIED);
        assertThat(handler.broker.records(Samples.TOPICS.lists().name()).get(0).value())
                .isEqualTo(huge);
    }

    @Test
    void showsUnreadableRecords() throws Exception {
        String topic = Samples.TOPICS.deadLetters(Stage.RESEARCH).name();
        handler.broker.add(topic, "k", new byte[] {(byte) 0xff, 0x1b, 'a'});
        park(Samples.parked(1));
        Awaitility.await().until(() -> handler.store.queries.unreadableCount() == 1);

        JsonNode record = handler.get("/unreadable-records").at("/records/0");

        assertThat(record.get("topic").asText()).isEqualTo(topic);
        assertThat(record.at("/value/hex").asText()).isEqualTo("ff1b61");
        assertThat(record.at("/value/text").asText()).isEqualTo("\ufffd\ufffda");
        assertThat(handler.get("/summary").get("unreadable").asInt()).isEqualTo(1);
    }

    private void park(DeadLetter letter) {
        handler.park(letter);
        handler.awaitState(letter, ItemState.OPEN);
    }

    private JsonNode fate(DeadLetter letter) throws Exception {
        return handler.get("/dead-letters/" + letter.getDeadLetterId()).get("fate");
    }

    private void decided(DeadLetter letter, DecisionKind kind, int earlier, OutcomeKind outcome, ItemState then) {
        TriageDecision decision = Samples.decision(letter, kind, earlier);
        decision(decision);
        handler.awaitState(letter, ItemState.DECIDED);
        handler.answer(Samples.outcome(decision, outcome, "because"));
        handler.awaitState(letter, then);
    }

    private void decision(TriageDecision decision) {
        String topic = Samples.TOPICS.triageDecisions().name();
        handler.broker.add(topic, String.valueOf(decision.getLeadKey()), handler.codec.encode(topic, decision));
    }

    private void run(DeadLetter letter, String runId, String reply, Instant at) {
        RunStep prompt = step(RunStepKind.PROMPT, "the prompt", at);
        RunStep call = step(RunStepKind.MODEL_CALL, reply, at);
        AgentRun run = AgentRun.newBuilder()
                .setRunId(runId)
                .setHeader(HandoffHeader.newBuilder()
                        .setHandoffId("h")
                        .setListId(letter.getListId())
                        .setLeadId(letter.getLeadId())
                        .setStage(letter.getStage())
                        .setAttempt(1)
                        .setIssuedAt(at)
                        .setBudgetTokens(1)
                        .setBudgetCostMicros(1)
                        .setHop(1)
                        .setLineage("l")
                        .build())
                .setProvenance(
                        new Provenance("writer", "1", "i", "p", "m", "writer/v1", "hash", runId, true, at, at, null))
                .setExit(RunExit.FAILED)
                .setUsage(new Usage(1, 2L, 3L, 4L))
                .setSteps(List.of(prompt, call))
                .build();
        handler.broker.add(RUNS, letter.getLeadKey(), handler.codec.encode(RUNS, run), at.toEpochMilli());
    }

    private static RunStep step(RunStepKind kind, String output, Instant at) {
        return RunStep.newBuilder()
                .setKind(kind)
                .setName("model")
                .setAt(at)
                .setLatencyMillis(5)
                .setOutput(output)
                .build();
    }
}
