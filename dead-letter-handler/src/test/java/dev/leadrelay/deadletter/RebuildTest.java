package dev.leadrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.DecisionKind;
import dev.leadrelay.schemas.records.OutcomeKind;
import dev.leadrelay.schemas.records.Stage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RebuildTest {
    @Test
    void holdsTheSameAfterwardsAndKeepsWhatIsNoProjection() throws Exception {
        checkRebuild(new TestStore());
    }

    @Test
    void holdsTheSameAfterwardsOnPostgres() throws Exception {
        checkRebuild(TestStore.onPostgres());
    }

    private static void checkRebuild(TestStore store) throws Exception {
        try (TestHandler handler = new TestHandler(new FakeBroker(), store)) {
            fill(handler);
            Map<String, List<String>> before = store.content();
            store.database.jdbi().useHandle(handle -> {
                handle.execute("create table kept (id integer)");
                handle.execute("insert into kept values (7)");
                // Only the topics count: what they do not say goes, what the store has lost comes back.
                handle.execute("update dead_letter set message = 'nobody said that', state = 'SUPERSEDED'");
                handle.execute("delete from decision");
                handle.execute("update decision_count set items = 99");
            });

            assertThat(handler.send("POST", "/store/rebuild", "").statusCode()).isEqualTo(202);
            await().until(() -> !handler.get("/store/rebuild").get("running").booleanValue());

            assertThat(store.content()).isEqualTo(before);
            JsonNode progress = handler.get("/store/rebuild");
            assertThat(progress.get("total").asInt()).isEqualTo(10);
            assertThat(progress.get("remaining").asInt()).isZero();
            assertThat(progress.get("finishedAt").isNull()).isFalse();
            int kept = store.database
                    .jdbi()
                    .withHandle(handle -> handle.createQuery("select id from kept")
                            .mapTo(Integer.class)
                            .one());
            assertThat(kept).isEqualTo(7);
            // It goes on: what comes later is read, and decided about.
            DeadLetter later = Samples.parked(50);
            handler.park(later);
            handler.awaitState(later, ItemState.OPEN);
            assertThat(handler.decide(later, "{\"kind\":\"RETRY\",\"by\":\"ann\"}")
                            .statusCode())
                    .isEqualTo(202);
            handler.awaitState(later, ItemState.DECIDED);
        }
    }

    @Test
    void tellsThatOneIsRunning() throws Exception {
        FakeBroker broker = new FakeBroker();
        broker.remove(Samples.TOPICS.triageOutcomes().name());
        try (TestHandler handler = new TestHandler(broker, new TestStore())) {
            assertThat(handler.send("POST", "/store/rebuild", "").statusCode()).isEqualTo(202);
            assertThat(handler.send("POST", "/store/rebuild", "").statusCode()).isEqualTo(409);
            assertThat(handler.get("/store/rebuild").get("running").booleanValue())
                    .isTrue();
            broker.create(Samples.TOPICS.triageOutcomes().name());
            await().until(() -> !handler.get("/store/rebuild").get("running").booleanValue());
        }
    }

    @Test
    void whatIsNotReadAgainYetIsNeitherGoneNorSkipped() throws Exception {
        FakeBroker broker = new FakeBroker();
        broker.remove(Samples.TOPICS.triageOutcomes().name());
        try (TestHandler handler = new TestHandler(broker, new TestStore())) {
            DeadLetter letter = Samples.parked(1);
            handler.park(letter);
            assertThat(handler.send("POST", "/store/rebuild", "").statusCode()).isEqualTo(202);

            assertThat(handler.decide(letter, "{\"kind\":\"PIN\",\"by\":\"ann\"}")
                            .statusCode())
                    .isEqualTo(503);
            BulkOrder order = new BulkOrder(DecisionKind.RETRY, null, null, null, "ann", null, null);
            BulkJobs jobs = handler.bulk.jobs();
            String job = jobs.start(new BulkSelection.Ids(List.of(letter.getDeadLetterId())), order, null, true)
                    .id();
            await().until(() ->
                    String.valueOf(jobs.find(job).orElseThrow().note()).contains("being rebuilt"));

            broker.create(Samples.TOPICS.triageOutcomes().name());
            await().until(() -> jobs.find(job).orElseThrow().state().phase() instanceof BulkPhase.Done);
            assertThat(jobs.find(job).orElseThrow().state().dispatched()).isEqualTo(1);
        }
    }

    /** Ten records: letters, decisions, an answer, and one that nobody can read. */
    private static void fill(TestHandler handler) {
        for (int number = 0; number < 6; number++) {
            handler.park(Samples.parked(number));
        }
        String decisions = Samples.TOPICS.triageDecisions().name();
        var discard = Samples.decision(Samples.parked(1), DecisionKind.DISCARD, 0);
        var retry = Samples.decision(Samples.parked(2), DecisionKind.RETRY, 0);
        handler.broker.add(decisions, "k", handler.codec.encode(decisions, discard));
        handler.broker.add(decisions, "k", handler.codec.encode(decisions, retry));
        handler.answer(Samples.outcome(discard, OutcomeKind.APPLIED, null));
        handler.broker.add(Samples.TOPICS.deadLetters(Stage.WRITER).name(), "k", new byte[] {(byte) 0xff});
        handler.awaitState(Samples.parked(5), ItemState.OPEN);
        handler.awaitState(Samples.parked(1), ItemState.DISCARDED);
        handler.awaitState(Samples.parked(2), ItemState.DECIDED);
        await().until(() -> handler.store.queries.unreadableCount() == 1);
    }
}
