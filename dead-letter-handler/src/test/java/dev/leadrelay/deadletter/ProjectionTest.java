package dev.leadrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leadrelay.schemas.records.DecisionKind;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.OutcomeKind;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.service.HealthState;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ProjectionTest {
    private static final String WRITER_LETTERS =
            Samples.TOPICS.deadLetters(Stage.WRITER).name();

    @Test
    void keepsWhatItCannotReadAndGoesOn() {
        try (TestHandler handler = new TestHandler(new FakeBroker(), new TestStore())) {
            byte[] poison = {(byte) 0xff, 0, 7};
            handler.broker.add(WRITER_LETTERS, "k", poison);
            handler.broker.add(WRITER_LETTERS, "k", null);
            handler.broker.add(Samples.TOPICS.triageOutcomes().name(), "k", poison);
            handler.park(Samples.parked(1));

            handler.awaitState(Samples.parked(1), ItemState.OPEN);
            await().until(() -> handler.store.queries.unreadableCount() == 3);
            assertThat(handler.store.queries.unreadable(null, 10))
                    .filteredOn(record -> record.topic().equals(WRITER_LETTERS) && record.offset() == 0)
                    .singleElement()
                    .satisfies(record -> assertThat(record.value()).isEqualTo(poison));
        }
    }

    @Test
    void waitsOutAnOutageOfTheRegistryWithoutSkipping() {
        try (TestHandler handler = new TestHandler(new FakeBroker(), new TestStore())) {
            byte[] encoded = handler.codec.encode(WRITER_LETTERS, Samples.parked(1));
            PlainSerde.OUTAGE.set(true);
            handler.broker.add(WRITER_LETTERS, "k", encoded);

            await().until(() -> handler.projection.health() instanceof HealthState.Degraded degraded
                    && degraded.reason().contains("registry"));
            assertThat(handler.store.queries.counts()).isEmpty();
            PlainSerde.OUTAGE.set(false);

            handler.awaitState(Samples.parked(1), ItemState.OPEN);
            await().until(() -> handler.projection.health() instanceof HealthState.Up);
            assertThat(handler.store.queries.unreadableCount()).isZero();
        } finally {
            PlainSerde.OUTAGE.set(false);
        }
    }

    @Test
    void waitsForTopicsThatAreNotThereYet() {
        FakeBroker broker = new FakeBroker();
        broker.remove(WRITER_LETTERS);
        try (TestHandler handler = new TestHandler(broker, new TestStore())) {
            await().until(() -> handler.projection.health() instanceof HealthState.Degraded degraded
                    && degraded.reason().contains(WRITER_LETTERS));
            broker.create(WRITER_LETTERS);
            handler.park(Samples.parked(1));

            handler.awaitState(Samples.parked(1), ItemState.OPEN);
        }
    }

    @Test
    void goesOnFromTheStoredPositionsAndRebuildsTheSameFromNothing() {
        FakeBroker broker = new FakeBroker();
        String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        try (TestHandler handler = new TestHandler(broker, new TestStore(url))) {
            handler.park(Samples.parked(1));
            handler.awaitState(Samples.parked(1), ItemState.OPEN);
        }
        try (TestHandler handler = new TestHandler(broker, new TestStore(url))) {
            handler.park(Samples.parked(2));
            handler.awaitState(Samples.parked(2), ItemState.OPEN);
            try (TestHandler rebuilt = new TestHandler(broker, new TestStore())) {
                rebuilt.awaitState(Samples.parked(2), ItemState.OPEN);
                assertThat(rebuilt.store.content()).isEqualTo(handler.store.content());
            }
            assertThat(handler.store.queries.item(Samples.parked(1).getDeadLetterId()))
                    .hasValueSatisfying(item -> assertThat(item.occurrences()).isEqualTo(1));
            handler.store.database.jdbi().useHandle(handle -> handle.execute("drop all objects"));
        }
    }

    @Test
    void refusesAStoreOfOtherTopics() {
        TestStore store = new TestStore();
        store.store.apply(java.util.List.of(Samples.fact(Samples.parked(1), 0, 41)));
        try (TestHandler handler = new TestHandler(new FakeBroker(), store)) {
            await().until(() -> !handler.fatal.isEmpty());
            assertThat(handler.fatal.get(0)).contains("42", "delete it", "store-url");
        }
    }

    @Test
    void publishesWhatIsOpenAndDecided() {
        try (TestHandler handler = new TestHandler(new FakeBroker(), new TestStore())) {
            var decision = Samples.decision(Samples.parked(1), DecisionKind.RETRY, 0);
            String decisions = Samples.TOPICS.triageDecisions().name();
            handler.broker.add(decisions, "k", handler.codec.encode(decisions, decision));
            handler.answer(Samples.outcome(decision, OutcomeKind.APPLIED, null));
            handler.park(Samples.parked(1));
            handler.park(Samples.parked(2));
            handler.park(Samples.parked(3, Stage.SCORING, FailureClass.LOW_CONFIDENCE, "the votes differ"));

            await().until(() -> gauge(handler, "leadrelay.dead.letters.open", "stage", "SCORING") == 1
                    && gauge(handler, "leadrelay.dead.letters.open", "stage", "WRITER") == 1
                    && gauge(handler, "leadrelay.triage.decisions", "outcome", "APPLIED") == 1);
            assertThat(handler.meters.get("leadrelay.dead.letters.lag").gauge().value())
                    .isZero();
        }
    }

    private static double gauge(TestHandler handler, String name, String tag, String value) {
        var gauge = handler.meters.find(name).tag(tag, value).gauge();
        return gauge == null ? -1 : gauge.value();
    }
}
