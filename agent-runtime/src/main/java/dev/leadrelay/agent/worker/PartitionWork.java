package dev.leadrelay.agent.worker;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * One partition for as long as it is assigned: its tracker, what waits and what is in flight. Assigned again later it is
 * another object, so that outcomes of an earlier epoch are recognised. Belongs to the worker's own thread.
 */
final class PartitionWork {
    final TopicPartition partition;
    private final Uuid topicId;
    final OffsetTracker tracker;
    private final Queue<ConsumerRecord<byte[], byte[]>> waiting = new ArrayDeque<>();
    private final Set<Work> inFlight = new HashSet<>();
    private boolean gone;

    PartitionWork(TopicPartition partition, Uuid topicId, CommitPoint restored) {
        this.partition = partition;
        this.topicId = topicId;
        this.tracker = new OffsetTracker(restored);
    }

    void fetched(List<ConsumerRecord<byte[], byte[]>> records) {
        waiting.addAll(records);
    }

    /** Everything below the position was fetched. */
    void reached(long position) {
        if (waiting.isEmpty()) {
            tracker.reached(position);
        }
    }

    /** The next record to start, or null when none is waiting or the bound of the span is reached. */
    @Nullable
    ConsumerRecord<byte[], byte[]> next(FillPolicy policy) {
        for (ConsumerRecord<byte[], byte[]> head = waiting.peek(); head != null; head = waiting.peek()) {
            tracker.reached(head.offset());
            if (!policy.withinSpan(head.offset(), tracker.frontier())) {
                return null;
            }
            waiting.remove();
            if (tracker.begin(head.offset())) {
                return head;
            }
        }
        return null;
    }

    int waiting() {
        return waiting.size();
    }

    /** Works started and not known to be committed. */
    Set<Work> inFlight() {
        return inFlight;
    }

    /** True when the partition was revoked or lost: its outcomes are nobody's. */
    boolean gone() {
        return gone;
    }

    /** Ends this epoch and cancels what is in flight. */
    void end() {
        gone = true;
        waiting.clear();
        inFlight.forEach(Work::cancel);
        inFlight.clear();
    }

    OffsetAndMetadata offset(CommitPoint point) {
        return new OffsetAndMetadata(point.frontier(), CommitMetadata.encode(point, topicId));
    }

    /** What a committed offset of this partition says. */
    CommitPoint read(OffsetAndMetadata committed) {
        return CommitMetadata.decode(committed.offset(), committed.metadata(), topicId);
    }
}
