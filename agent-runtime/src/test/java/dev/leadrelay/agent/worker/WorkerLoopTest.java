package dev.leadrelay.agent.worker;

import static dev.leadrelay.agent.worker.LoopFixture.P0;
import static dev.leadrelay.agent.worker.LoopFixture.P1;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerLoopTest {
    private final LoopFixture fixture = new LoopFixture(10);

    @AfterEach
    void close() {
        fixture.loop.cancelAll();
        fixture.pauses.close();
    }

    @Test
    void outcomesAreCommittedInWhateverOrderTheyFinish() {
        fixture.gated = true;
        fixture.assign(P0);
        fixture.add(P0, 0, 4);
        fixture.turnUntil(() -> fixture.started.size() == 4);
        fixture.open("0:1", "0:3");
        fixture.turnUntil(() -> fixture.outputs.size() == 2);
        assertThat(fixture.storedPoint(P0).frontier()).isZero();
        assertThat(fixture.storedPoint(P0).finished()).isEqualTo(bits(1, 3));
        fixture.open("0:0");
        fixture.turnUntil(() -> fixture.outputs.size() == 3);
        assertThat(fixture.storedPoint(P0)).isEqualTo(new CommitPoint(2, bits(1)));
    }

    @Test
    void aSlowBrokerGetsAShortPauseBetweenCommitsAndLargerGroups() {
        fixture.gated = true;
        fixture.assign(P0);
        fixture.commitTakes = Duration.ofMillis(50);
        fixture.add(P0, 0, 4);
        fixture.turnUntil(() -> fixture.started.size() == 4);
        fixture.open("0:0");
        fixture.turnUntil(() -> fixture.outputs.size() == 1);
        fixture.open("0:1", "0:2", "0:3");
        fixture.turnUntil(() -> fixture.collected == 4);
        fixture.advance(Duration.ofMillis(9));
        fixture.turn();
        assertThat(fixture.events).containsExactly("committed 1");
        fixture.advance(Duration.ofMillis(1));
        fixture.turn();
        assertThat(fixture.events).containsExactly("committed 1", "committed 3");
    }

    @Test
    void whatAnEarlierInstanceFinishedIsNotRedone() {
        fixture.stored.put(
                P0,
                new OffsetAndMetadata(
                        2,
                        CommitMetadata.encode(new CommitPoint(2, bits(1, 2)), CrashMark.NONE, LoopFixture.TOPIC_ID)));
        fixture.assign(P0);
        fixture.add(P0, 2, 4);
        fixture.turnUntil(() -> fixture.outputs.size() == 2);
        assertThat(fixture.outputs).containsExactlyInAnyOrder("0:2", "0:5");
        assertThat(fixture.storedPoint(P0)).isEqualTo(CommitPoint.at(6));
    }

    @Test
    void nothingIsFetchedBeforeTheOffsetsAreReadBack() {
        fixture.topicKnown = false;
        fixture.consumer.rebalance(List.of(P0));
        fixture.add(P0, 0, 1);
        fixture.turn();
        fixture.turn();
        assertThat(fixture.consumer.paused()).containsExactly(P0);
        assertThat(fixture.started).isEmpty();
        fixture.topicKnown = true;
        fixture.turnUntil(() -> fixture.outputs.size() == 1);
    }

    @Test
    void atMostTheCapacityIsWorkedOnAndFetchingStopsWhenFull() {
        fixture.gated = true;
        fixture.assign(P0, P1);
        fixture.add(P0, 0, 1_500);
        fixture.turnUntil(() -> fixture.consumer.paused().contains(P0));
        fixture.turnUntil(() -> fixture.started.size() == 10);
        fixture.advance(Duration.ofSeconds(1));
        fixture.turn();
        assertThat(fixture.started).hasSize(10);
        assertThat(fixture.loop.status().working()).isEqualTo(10);
        assertThat(fixture.loop.status().waiting()).isLessThanOrEqualTo(2_000);
        fixture.gated = false;
        fixture.started.forEach(fixture::open);
        fixture.turnUntil(() -> fixture.outputs.size() == 1_500);
        fixture.turnUntil(() -> fixture.consumer.paused().isEmpty());
    }

    @Test
    void anAbortedGroupIsCommittedAgainWithoutDoingTheWorkAgain() {
        fixture.assign(P0);
        fixture.lastProducer().sendOffsetsToTransactionException = new CommitFailedException();
        fixture.add(P0, 0, 3);
        fixture.turnUntil(() -> !fixture.events.isEmpty());
        assertThat(fixture.lastProducer().transactionAborted()).isTrue();
        assertThat(fixture.storedPoint(P0)).isEqualTo(CommitPoint.at(0));
        fixture.lastProducer().sendOffsetsToTransactionException = null;
        fixture.advance(Duration.ofSeconds(1));
        fixture.turnUntil(() -> fixture.outputs.size() == 3);
        assertThat(fixture.started).hasSize(3);
    }

    @Test
    void aRevocationCommitsWhatIsFinishedAndCancelsTheRest() {
        fixture.gated = true;
        fixture.assign(P0, P1);
        fixture.add(P0, 0, 2);
        fixture.add(P1, 0, 1);
        fixture.turnUntil(() -> fixture.started.size() == 3);
        fixture.open("0:1");
        fixture.turnUntil(() -> fixture.outputs.contains("0:1"));
        fixture.consumer.rebalance(List.of(P1));
        fixture.turnUntil(() -> fixture.interrupted.contains("0:0"));
        assertThat(fixture.events).contains("dropped 1");
        fixture.open("1:0");
        fixture.turnUntil(() -> fixture.outputs.contains("1:0"));
        assertThat(fixture.outputs).doesNotContain("0:0");
        assertThat(fixture.storedPoint(P0)).isEqualTo(new CommitPoint(0, bits(1)));
    }

    @Test
    void aPartitionThatComesBackIsAnotherEpoch() {
        fixture.gated = true;
        fixture.assign(P0);
        fixture.add(P0, 0, 1);
        fixture.turnUntil(() -> fixture.started.size() == 1);
        fixture.consumer.rebalance(List.of());
        fixture.assign(P0);
        fixture.gated = false;
        fixture.add(P0, 0, 1);
        fixture.turnUntil(() -> fixture.outputs.size() == 1);
        assertThat(fixture.started).containsExactly("0:0", "0:0");
        // The cancelled work of the first epoch ends on its own thread, and may do so later.
        fixture.turnUntil(fixture.loop::drained);
    }

    @Test
    void withoutAGenerationNothingIsCommitted() {
        fixture.assign(P0);
        fixture.generation = -1;
        fixture.add(P0, 0, 1);
        fixture.turnUntil(() -> fixture.started.size() == 1);
        for (int i = 0; i < 5; i++) {
            fixture.advance(Duration.ofSeconds(1));
            fixture.turn();
        }
        assertThat(fixture.outputs).isEmpty();
        fixture.generation = 2;
        fixture.advance(Duration.ofSeconds(1));
        fixture.turnUntil(() -> fixture.outputs.size() == 1);
    }

    @Test
    void aCommitThatTimedOutIsAskedAgainAndNothingBeginsMeanwhile() {
        fixture.assign(P0);
        fixture.lastProducer().commitTransactionException = new TimeoutException("no answer");
        fixture.add(P0, 0, 1);
        fixture.turnUntil(() -> fixture.consumer.paused().contains(P0));
        fixture.add(P0, 1, 1);
        fixture.turn();
        assertThat(fixture.started).containsExactly("0:0");
        assertThat(fixture.lastProducer().transactionAborted()).isFalse();
        fixture.lastProducer().commitTransactionException = null;
        fixture.turnUntil(() -> fixture.outputs.size() == 2);
        assertThat(fixture.started).containsExactly("0:0", "0:1");
        assertThat(fixture.events).containsExactly("committed 1", "committed 1");
    }

    @Test
    void anUndecidedCommitLetsARevocationOnlyDrop() {
        fixture.gated = true;
        fixture.assign(P0, P1);
        fixture.add(P0, 0, 1);
        fixture.add(P1, 0, 1);
        fixture.turnUntil(() -> fixture.started.size() == 2);
        fixture.lastProducer().commitTransactionException = new TimeoutException("no answer");
        fixture.open("0:0");
        fixture.turnUntil(
                () -> fixture.loop.status() != null && fixture.consumer.paused().size() == 2);
        fixture.open("1:0");
        fixture.consumer.rebalance(List.of());
        fixture.turn();
        fixture.lastProducer().commitTransactionException = null;
        fixture.turnUntil(() -> fixture.loop.drained());
        assertThat(fixture.outputs).containsExactly("0:0");
    }

    @Test
    void aReplacedProducerReadsBackWhetherTheCommitHappened() {
        fixture.assign(P0);
        fixture.lastProducer().lostAnswer = new ProducerFencedException("took too long");
        fixture.add(P0, 0, 2);
        fixture.turnUntil(() -> fixture.producers.size() == 2 && fixture.loop.drained());
        assertThat(fixture.outputs).containsExactlyInAnyOrder("0:0", "0:1");
        assertThat(fixture.lastProducer().commitCount()).isZero();
        fixture.add(P0, 2, 1);
        fixture.turnUntil(() -> fixture.outputs.size() == 3);
        assertThat(fixture.storedPoint(P0)).isEqualTo(CommitPoint.at(3));
    }

    @Test
    void workInFlightSurvivesTheReplacementOfTheProducer() {
        fixture.gated = true;
        fixture.assign(P0);
        fixture.add(P0, 0, 2);
        fixture.turnUntil(() -> fixture.started.size() == 2);
        fixture.lastProducer().fenceProducer();
        fixture.open("0:0");
        fixture.turnUntil(() -> fixture.outputs.size() == 1);
        assertThat(fixture.producers).hasSize(2);
        fixture.open("0:1");
        fixture.turnUntil(() -> fixture.outputs.size() == 2);
        assertThat(fixture.started).hasSize(2);
        assertThat(fixture.interrupted).isEmpty();
    }

    @Test
    void fencedTwiceInAMinuteEndsTheInstance() {
        fixture.assign(P0);
        fixture.lastProducer().fenceProducer();
        fixture.add(P0, 0, 1);
        fixture.turnUntil(() -> fixture.outputs.size() == 1);
        assertThat(fixture.loop.failure()).isNull();
        fixture.lastProducer().fenceProducer();
        fixture.add(P0, 1, 1);
        fixture.turnUntil(() -> fixture.loop.failure() != null);
        assertThat(fixture.loop.failure()).contains("transactional.id").doesNotContain("\n");
    }

    @Test
    void aRecordThatTheBrokerRefusesIsFoundAndRefused() {
        fixture.sending = value -> value.equals("0:5") ? new RecordTooLargeException("too large") : null;
        fixture.assign(P0);
        fixture.add(P0, 0, 10);
        fixture.turnUntil(() -> fixture.outputs.size() == 10);
        assertThat(fixture.outputs)
                .contains("refused 0:5 too large")
                .doesNotContain("0:5")
                .doesNotHaveDuplicates();
        assertThat(fixture.storedPoint(P0)).isEqualTo(CommitPoint.at(10));
        assertThat(fixture.started).hasSize(10);
    }

    @Test
    void anUnclearErrorOfOneRecordIsThatRecordsOwn() {
        fixture.sending = value -> value.equals("0:2") ? new KafkaException("odd") : null;
        fixture.assign(P0);
        fixture.add(P0, 0, 4);
        fixture.turnUntil(() -> fixture.outputs.size() == 4);
        assertThat(fixture.outputs).contains("refused 0:2 odd");
    }

    @Test
    void anErrorOfAllRecordsPausesUntilItIsGone() {
        fixture.sending = value -> new KafkaException("odd");
        fixture.assign(P0);
        fixture.add(P0, 0, 4);
        fixture.turnUntil(() -> fixture.pauses.paused());
        assertThat(fixture.pauses.reason()).contains("odd");
        assertThat(fixture.outputs).isEmpty();
        fixture.sending = value -> null;
        fixture.advance(Duration.ofSeconds(6));
        fixture.turnUntil(() -> fixture.outputs.size() == 4);
        assertThat(fixture.outputs).containsExactlyInAnyOrder("0:0", "0:1", "0:2", "0:3");
        assertThat(fixture.pauses.paused()).isFalse();
    }

    @Test
    void aMissingRightPausesWithAClearStatus() {
        fixture.sending = value -> new TopicAuthorizationException("Not authorized to access topics: [out]");
        fixture.assign(P0);
        fixture.add(P0, 0, 2);
        fixture.turnUntil(() -> fixture.consumer.paused().contains(P0));
        fixture.advance(Duration.ofSeconds(1));
        fixture.turn();
        assertThat(fixture.loop.status().state()).isEqualTo(WorkerStatus.State.PAUSED);
        assertThat(fixture.loop.status().reason()).contains("Not authorized to access topics: [out]");
        fixture.sending = value -> null;
        fixture.advance(Duration.ofSeconds(6));
        fixture.turnUntil(() -> fixture.outputs.size() == 2);
        fixture.turnUntil(() -> fixture.consumer.paused().isEmpty());
    }

    @Test
    void whatEscapesTheHandlerIsRefused() {
        fixture.thrown = new IllegalStateException("a bug");
        fixture.assign(P0);
        fixture.add(P0, 0, 1);
        fixture.turnUntil(() -> fixture.outputs.size() == 1);
        assertThat(fixture.outputs).containsExactly("refused 0:0 a bug");
    }

    @Test
    void aRecordOverItsTimeLimitIsInterruptedAndRefused() {
        fixture.gated = true;
        fixture.assign(P0);
        fixture.add(P0, 0, 1);
        fixture.turnUntil(() -> fixture.started.size() == 1);
        fixture.advance(Duration.ofSeconds(61));
        fixture.turnUntil(() -> fixture.outputs.size() == 1);
        assertThat(fixture.outputs.getFirst()).startsWith("refused 0:0").contains("60 s");
    }

    @Test
    void aPauseStopsFetchingAndTheClockOfTheWorkInFlight() {
        fixture.gated = true;
        fixture.assign(P0);
        fixture.add(P0, 0, 1);
        fixture.turnUntil(() -> fixture.started.size() == 1);
        fixture.pauses.hold("registry gone");
        fixture.turn();
        assertThat(fixture.consumer.paused()).containsExactly(P0);
        fixture.advance(Duration.ofHours(1));
        fixture.turn();
        fixture.consumer.rebalance(List.of(P0, P1));
        fixture.turnUntil(() -> fixture.consumer.paused().size() == 2);
        fixture.pauses.release("registry gone");
        fixture.turnUntil(() -> fixture.consumer.paused().isEmpty());
        fixture.advance(Duration.ofSeconds(1));
        fixture.turn();
        assertThat(fixture.interrupted).isEmpty();
        fixture.open("0:0");
        fixture.turnUntil(() -> fixture.outputs.size() == 1);
    }

    @Test
    void theBacklogLeavesOutWhatIsFinishedAboveTheFrontier() {
        fixture.gated = true;
        fixture.assign(P0);
        fixture.add(P0, 0, 5);
        fixture.turnUntil(() -> fixture.started.size() == 5);
        fixture.open("0:1", "0:2", "0:4");
        fixture.turnUntil(() -> fixture.outputs.size() == 3);
        fixture.advance(Duration.ofSeconds(1));
        fixture.turn();
        assertThat(fixture.loop.status().lag()).isEqualTo(100);
        assertThat(fixture.loop.status().finishedAbove()).isEqualTo(3);
        assertThat(fixture.loop.status().backlog()).isEqualTo(97);
    }

    private static BitSet bits(int... set) {
        BitSet bits = new BitSet();
        for (int bit : set) {
            bits.set(bit);
        }
        return bits;
    }
}
