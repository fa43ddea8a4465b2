package dev.leadrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.OutcomeKind;
import dev.leadrelay.schemas.records.TriageDecision;
import dev.leadrelay.schemas.serde.Decoded;
import dev.leadrelay.service.HealthState;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DecisionTest {
    private static final String DECISIONS = Samples.TOPICS.triageDecisions().name();
    private static final String LISTS = Samples.TOPICS.lists().name();
    private static final String RETRY = "{\"kind\":\"RETRY\",\"by\":\"ann\"}";
    private static final String DISCARD = "{\"kind\":\"DISCARD\",\"reason\":\"no fit\",\"by\":\"ann\"}";

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
    void writesTheDecisionAndFollowsItsOutcome() throws Exception {
        DeadLetter letter = parked(1);

        HttpResponse<String> response = handler.decide(letter, RETRY);

        assertThat(response.statusCode()).isEqualTo(202);
        TriageDecision decision = written(0);
        assertThat(TestHandler.json(response).get("decisionId").asText())
                .isEqualTo(decision.getDecisionId())
                .isEqualTo(Identifiers.shortHash(letter.getDeadLetterId(), "RETRY", "0"));
        assertThat(decision.getAttempt()).isEqualTo(letter.getAttempt());
        assertThat(decision.getStage()).isEqualTo(letter.getStage());
        assertThat(decision.getDecidedBy()).isEqualTo("ann");
        assertThat(new String(handler.broker.records(DECISIONS).get(0).key())).isEqualTo(letter.getLeadKey());
        handler.awaitState(letter, ItemState.DECIDED);
        handler.answer(Samples.outcome(decision, OutcomeKind.APPLIED, null));
        handler.awaitState(letter, ItemState.RETRIED);
        assertThat(handler.get("/dead-letters/" + letter.getDeadLetterId() + "/decisions")
                        .get(0)
                        .get("outcome")
                        .asText())
                .isEqualTo("APPLIED");
    }

    @Test
    void refusesASecondDecisionWhileOneIsPendingAndAfterItWasApplied() throws Exception {
        DeadLetter letter = parked(1);
        handler.decide(letter, RETRY);

        HttpResponse<String> pending = handler.decide(letter, DISCARD);
        handler.answer(Samples.outcome(written(0), OutcomeKind.APPLIED, null));
        handler.awaitState(letter, ItemState.RETRIED);
        HttpResponse<String> settled = handler.decide(letter, DISCARD);

        assertThat(pending.statusCode()).isEqualTo(409);
        assertThat(pending.body()).contains("pending");
        assertThat(settled.statusCode()).isEqualTo(409);
        assertThat(settled.body()).contains("already RETRIED");
        assertThat(handler.broker.records(DECISIONS)).hasSize(1);
    }

    @Test
    void ofManyDecisionsAtOnceOneIsTaken() throws Exception {
        DeadLetter letter = parked(1);
        List<Callable<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            calls.add(() -> handler.decide(letter, RETRY).statusCode());
        }
        List<Integer> statuses = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> call : threads.invokeAll(calls)) {
                statuses.add(call.get());
            }
        }

        assertThat(statuses)
                .containsOnlyOnce(202)
                .filteredOn(status -> status == 409)
                .hasSize(7);
        assertThat(handler.broker.records(DECISIONS)).hasSize(1);
    }

    @Test
    void aRefusedDecisionLeavesItOpenAndTheNextHasAnotherIdentifier() throws Exception {
        DeadLetter letter = parked(1);
        handler.decide(letter, RETRY);
        handler.awaitState(letter, ItemState.DECIDED);
        handler.answer(Samples.outcome(written(0), OutcomeKind.REFUSED, "the lead is WAITING, not parked"));
        handler.awaitState(letter, ItemState.OPEN);

        assertThat(handler.decide(letter, RETRY).statusCode()).isEqualTo(202);
        assertThat(written(1).getDecisionId()).isNotEqualTo(written(0).getDecisionId());
        assertThat(handler.store.queries.item(letter.getDeadLetterId()))
                .hasValueSatisfying(item -> assertThat(item.occurrences()).isEqualTo(1));
    }

    @Test
    void reinjectsARecordOfNoKnownLeadTogetherWithTheDecision() throws Exception {
        DeadLetter stray = stray(5, new byte[] {(byte) 0xff, 0, 1});

        assertThat(handler.decide(stray, RETRY).statusCode()).isEqualTo(202);

        handler.awaitState(stray, ItemState.RETRIED);
        ConsumerRecord<byte[], byte[]> again = handler.broker.records(LISTS).get(0);
        assertThat(again.value()).containsExactly(0xff, 0, 1);
        assertThat(new String(again.key())).isEqualTo("some-key");
        assertThat(again.headers())
                .extracting(header -> header.key())
                .containsExactly("source", "nothing", ReplayHeaders.DEAD_LETTER);
        assertThat(again.headers().lastHeader("nothing").value()).isNull();
        assertThat(written(0).getLeadKey()).isNull();
        assertThat(handler.get("/summary").at("/unattributed/total").asInt()).isEqualTo(1);
    }

    @Test
    void headersDoNotGrowWithEachReplay() {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("t", 0, 0, null, null);
        record.headers().add("own", new byte[] {1});

        var once = ReplayHeaders.of(record.headers(), "first");
        var twice = ReplayHeaders.of(once, "second");

        assertThat(twice).extracting(header -> header.key()).containsExactly("own", ReplayHeaders.DEAD_LETTER);
        assertThat(new String(twice.get(1).value())).isEqualTo("second");
    }

    @Test
    void fetchesTheOriginalFromItsTopicWhereOnlyItsCoordinatesWereKept() throws Exception {
        handler.broker.add(LISTS, "first", new byte[] {1});
        handler.broker.add(LISTS, "wanted", new byte[] {2});
        DeadLetter stray = DeadLetter.newBuilder(stray(5, null)).build();
        stray = withCoordinates(stray, 1);
        handler.park(stray);
        handler.awaitState(stray, ItemState.OPEN);

        assertThat(handler.decide(stray, RETRY).statusCode()).isEqualTo(202);

        ConsumerRecord<byte[], byte[]> again = handler.broker.records(LISTS).get(2);
        assertThat(again.value()).containsExactly(2);
        assertThat(new String(again.key())).isEqualTo("wanted");
    }

    @Test
    void saysSoWhenTheOriginalIsGone() throws Exception {
        DeadLetter stray = withCoordinates(stray(5, null), 77);
        handler.park(stray);
        handler.awaitState(stray, ItemState.OPEN);

        HttpResponse<String> retry = handler.decide(stray, RETRY);

        assertThat(retry.statusCode()).isEqualTo(409);
        assertThat(retry.body()).contains("no longer in its topic", "DISCARD");
        assertThat(handler.decide(stray, DISCARD).statusCode()).isEqualTo(202);
        handler.awaitState(stray, ItemState.DISCARDED);
    }

    @Test
    void writesNowhereButToItsOwnTopics() throws Exception {
        DeadLetter stray = stray(5, new byte[] {1});
        stray = DeadLetter.newBuilder(stray).setDeadLetterId("f00").build();
        stray.getOriginal().put("topic", "__consumer_offsets");
        handler.park(stray);
        handler.awaitState(stray, ItemState.OPEN);

        assertThat(handler.decide(stray, RETRY).statusCode()).isEqualTo(409);
        assertThat(handler.get("/dead-letters/f00").get("allowed").toString()).isEqualTo("[\"DISCARD\"]");
        assertThat(handler.broker.records(DECISIONS)).isEmpty();
    }

    @Test
    void aFailedTransactionWritesNothingAndTheNextWorks() throws Exception {
        DeadLetter letter = parked(1);
        handler.broker.commitFailure.set(new KafkaException("the coordinator is away"));

        HttpResponse<String> failed = handler.decide(letter, RETRY);

        assertThat(failed.statusCode()).isEqualTo(503);
        assertThat(failed.body()).contains("not known whether");
        assertThat(handler.decide(letter, RETRY).statusCode()).isEqualTo(202);
        assertThat(handler.broker.records(DECISIONS)).hasSize(1);
    }

    @Test
    void aCommitThatTimedOutIsCommittedAgain() throws Exception {
        DeadLetter letter = parked(1);
        handler.broker.commitFailure.set(new TimeoutException("slow"));

        assertThat(handler.decide(letter, RETRY).statusCode()).isEqualTo(202);
        assertThat(handler.broker.records(DECISIONS)).hasSize(1);
    }

    @Test
    void endsWhenAnotherHandlerTookOver() throws Exception {
        DeadLetter letter = parked(1);
        handler.broker.commitFailure.set(new ProducerFencedException("newer epoch"));

        assertThat(handler.decide(letter, RETRY).statusCode()).isEqualTo(503);
        assertThat(handler.fatal).singleElement().asString().contains("run only one");
        assertThat(handler.writer.health()).isInstanceOf(HealthState.Down.class);
    }

    @Test
    void refusesToDecideWhileTheRegistryIsAway() throws Exception {
        DeadLetter letter = parked(1);
        PlainSerde.OUTAGE.set(true);
        try {
            HttpResponse<String> response = handler.decide(letter, RETRY);
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.body()).contains("registry");
            assertThat(handler.writer.health()).isInstanceOf(HealthState.Degraded.class);
        } finally {
            PlainSerde.OUTAGE.set(false);
        }
        assertThat(handler.decide(letter, RETRY).statusCode()).isEqualTo(202);
        assertThat(handler.writer.health()).isInstanceOf(HealthState.Up.class);
    }

    private DeadLetter parked(int number) {
        DeadLetter letter = Samples.parked(number);
        handler.park(letter);
        handler.awaitState(letter, ItemState.OPEN);
        return letter;
    }

    private DeadLetter stray(int number, byte[] value) {
        DeadLetter letter = Samples.stray(number, value);
        if (value != null) {
            handler.park(letter);
            handler.awaitState(letter, ItemState.OPEN);
        }
        return letter;
    }

    private static DeadLetter withCoordinates(DeadLetter stray, long offset) {
        DeadLetter letter = DeadLetter.newBuilder(stray).build();
        letter.getOriginal().put("partition", 0);
        letter.getOriginal().put("offset", offset);
        return letter;
    }

    private TriageDecision written(int index) {
        await().until(() -> handler.broker.records(DECISIONS).size() > index);
        byte[] value = handler.broker.records(DECISIONS).get(index).value();
        Decoded<TriageDecision> decoded = handler.codec.decode(DECISIONS, value, TriageDecision.class);
        return ((Decoded.Value<TriageDecision>) decoded).value();
    }
}
