package dev.leadrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.DecisionKind;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.OutcomeKind;
import dev.leadrelay.schemas.records.TriageDecision;
import dev.leadrelay.schemas.serde.Decoded;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PolicyRunnerTest {
    private static final String DECISIONS = Samples.TOPICS.triageDecisions().name();
    private static final Duration MONTH = Duration.ofDays(30);

    private final FakeBroker broker = new FakeBroker();
    private TestHandler handler;

    @BeforeEach
    void start() {
        handler = new TestHandler(broker, new TestStore());
    }

    @AfterEach
    void stop() {
        handler.close();
    }

    private DeadLetter parked(FailureClass failureClass, int attempt, Instant at) {
        DeadLetter letter = DeadLetter.newBuilder(Samples.parked(1))
                .setDeadLetterId("letter-" + attempt)
                .setFailureClass(failureClass)
                .setAttempt(attempt)
                .setParkedAt(at)
                .build();
        handler.park(letter);
        handler.awaitState(letter, ItemState.OPEN);
        return letter;
    }

    private void lookAt(Instant now) throws InterruptedException {
        try (PolicyRunner runner = new PolicyRunner(
                new TriagePolicy(true, null, MONTH),
                handler.store.policies,
                handler.writer,
                Clock.fixed(now, ZoneOffset.UTC),
                Duration.ofHours(1))) {
            runner.lookThrough();
        }
    }

    private List<TriageDecision> decisions() {
        return broker.records(DECISIONS).stream()
                .map(record -> ((Decoded.Value<TriageDecision>)
                                handler.codec.decode(DECISIONS, record.value(), TriageDecision.class))
                        .value())
                .toList();
    }

    private void applied(DeadLetter letter, TriageDecision decision, ItemState then) {
        handler.answer(Samples.outcome(decision, OutcomeKind.APPLIED, null));
        handler.awaitState(letter, then);
    }

    @Test
    void eachFailureOfALeadIsRetriedLaterThanTheOneBefore() throws Exception {
        Instant at = Instant.ofEpochMilli(Samples.NOON);
        DeadLetter first = parked(FailureClass.MODEL_TIMEOUT, 1, at);
        lookAt(at.plusSeconds(59));
        assertThat(decisions()).isEmpty();
        lookAt(at.plusSeconds(60));
        lookAt(at.plusSeconds(61));
        assertThat(decisions()).singleElement().satisfies(decision -> {
            assertThat(decision.getKind()).isEqualTo(DecisionKind.RETRY);
            assertThat(decision.getDecidedBy()).isEqualTo("policy retry-transient");
            assertThat(decision.getByPolicy()).isTrue();
            assertThat(decision.getAttempt()).isEqualTo(1);
        });
        applied(first, decisions().getFirst(), ItemState.RETRIED);

        DeadLetter second = parked(FailureClass.MODEL_TIMEOUT, 2, at.plusSeconds(120));
        lookAt(at.plusSeconds(120 + 599));
        assertThat(decisions()).hasSize(1);
        lookAt(at.plusSeconds(120 + 600));
        assertThat(decisions()).hasSize(2);
        applied(second, decisions().getLast(), ItemState.RETRIED);

        DeadLetter third = parked(FailureClass.MODEL_TIMEOUT, 3, at.plusSeconds(1_000));
        lookAt(at.plusSeconds(1_000 + 3_600));
        assertThat(decisions()).hasSize(3);
        applied(third, decisions().getLast(), ItemState.RETRIED);

        parked(FailureClass.MODEL_TIMEOUT, 4, at.plusSeconds(9_000));
        lookAt(at.plus(Duration.ofDays(20)));
        assertThat(decisions()).as("then a person").hasSize(3);
    }

    @Test
    void aRestartWithAnEmptyStoreDecidesNothingTwice() throws Exception {
        Instant at = Instant.ofEpochMilli(Samples.NOON);
        DeadLetter letter = parked(FailureClass.MODEL_ERROR, 1, at);
        lookAt(at.plusSeconds(60));
        handler.close();
        handler = new TestHandler(broker, new TestStore());
        handler.awaitState(letter, ItemState.DECIDED);
        lookAt(at.plusSeconds(90));
        assertThat(decisions()).hasSize(1);
    }

    @Test
    void whatAPersonHasDecidedIsLeftAlone() throws Exception {
        Instant at = Instant.ofEpochMilli(Samples.NOON);
        DeadLetter letter = parked(FailureClass.MODEL_ERROR, 1, at);
        handler.decide(letter, "{\"kind\":\"DISCARD\",\"reason\":\"no fit\",\"by\":\"ann\"}");
        lookAt(at.plusSeconds(60));
        assertThat(decisions())
                .singleElement()
                .satisfies(decision -> assertThat(decision.getDecidedBy()).isEqualTo("ann"));
    }

    @Test
    void aPinnedLeadDoesNotExpireAndAnotherDoes() throws Exception {
        Instant at = Instant.ofEpochMilli(Samples.NOON);
        DeadLetter pinned = parked(FailureClass.UNGROUNDED, 1, at);
        handler.decide(pinned, "{\"kind\":\"PIN\",\"by\":\"ann\"}");
        handler.awaitState(pinned, ItemState.DECIDED);
        applied(pinned, decisions().getFirst(), ItemState.OPEN);
        DeadLetter other =
                DeadLetter.newBuilder(Samples.parked(2)).setParkedAt(at).build();
        handler.park(other);
        handler.awaitState(other, ItemState.OPEN);

        lookAt(at.plus(MONTH));
        assertThat(decisions()).hasSize(2);
        assertThat(decisions().getLast().getDeadLetterId()).isEqualTo(other.getDeadLetterId());
        assertThat(decisions().getLast().getKind()).isEqualTo(DecisionKind.DISCARD);
        assertThat(decisions().getLast().getReason()).isEqualTo("EXPIRED");
    }

    @Test
    void aDecisionThatWasRefusedIsNotMadeAgain() throws Exception {
        Instant at = Instant.ofEpochMilli(Samples.NOON);
        DeadLetter letter = parked(FailureClass.UNGROUNDED, 1, at);
        lookAt(at.plus(MONTH));
        handler.awaitState(letter, ItemState.DECIDED);
        handler.answer(Samples.outcome(decisions().getFirst(), OutcomeKind.REFUSED, "not now"));
        handler.awaitState(letter, ItemState.OPEN);
        for (int look = 1; look <= 3; look++) {
            lookAt(at.plus(MONTH).plusSeconds(look));
        }
        assertThat(decisions()).hasSize(1);
    }

    @Test
    void aPinThatCameSinceTheLookGoesFirst() throws Exception {
        Instant at = Instant.ofEpochMilli(Samples.NOON);
        DeadLetter letter = parked(FailureClass.UNGROUNDED, 1, at);
        handler.decide(letter, "{\"kind\":\"PIN\",\"by\":\"ann\"}");
        handler.awaitState(letter, ItemState.DECIDED);
        applied(letter, decisions().getFirst(), ItemState.OPEN);

        DecisionAnswer answer = handler.writer.decide(new DecisionRequest(
                letter.getDeadLetterId(), DecisionKind.DISCARD, "EXPIRED", TriagePolicy.EXPIRE_PARKED, true));
        assertThat(answer).isInstanceOf(DecisionAnswer.Refused.class);
        assertThat(decisions()).hasSize(1);
    }
}
