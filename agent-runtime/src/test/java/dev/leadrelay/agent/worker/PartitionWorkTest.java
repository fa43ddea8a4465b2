package dev.leadrelay.agent.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class PartitionWorkTest {
    private static final FillPolicy POLICY = new FillPolicy(100, 100, CommitMetadata.MAX_BITS);

    private final PartitionWork work =
            new PartitionWork(new TopicPartition("in", 0), Uuid.randomUuid(), CommitPoint.at(0), CrashMark.NONE);

    @Test
    void markersFetchedWithTheLastRecordAreNoWork() {
        // 0 and 2 are records, 1 and 3 the markers of their transactions: the position comes with the records.
        work.fetched(List.of(record(0), record(2)));
        work.reached(4);
        assertThat(work.lag(4)).as("nothing is begun yet").isEqualTo(4);

        assertThat(work.next(POLICY)).isNotNull();
        assertThat(work.lag(4)).as("one still waits").isEqualTo(4);
        assertThat(work.next(POLICY)).isNotNull();
        assertThat(work.lag(4)).as("two are in flight, nothing waits").isEqualTo(2);

        commit(2);
        assertThat(work.lag(4)).isEqualTo(2);
        assertThat(work.tracker.finishedAbove()).isEqualTo(1);
        commit(0);
        assertThat(work.lag(4)).as("at rest").isZero();
        assertThat(work.tracker.frontier()).isEqualTo(4);
    }

    @Test
    void whatIsNotFetchedYetCountsAsTheOffsetsItTakes() {
        work.fetched(List.of(record(0)));
        work.reached(2);
        assertThat(work.next(POLICY)).isNotNull();
        commit(0);

        assertThat(work.tracker.frontier()).isEqualTo(2);
        assertThat(work.lag(12)).isEqualTo(10);
    }

    @Test
    void aRecordThatWasDoneBeforeARestartIsPassedWithItsMarker() {
        work.tracker.committed(new CommitPoint(0, java.util.BitSet.valueOf(new long[] {0b100})));
        work.fetched(List.of(record(0), record(2)));
        work.reached(4);
        assertThat(work.next(POLICY)).isNotNull();
        assertThat(work.next(POLICY)).as("done before").isNull();
        assertThat(work.lag(4)).isEqualTo(2);

        commit(0);

        assertThat(work.lag(4)).isZero();
    }

    private void commit(long offset) {
        work.tracker.committed(work.tracker.pointAfter(List.of(offset)));
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset) {
        return new ConsumerRecord<>("in", 0, offset, new byte[0], new byte[0]);
    }
}
