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
 * One partition for as long as it is assigned: its tracker, its crash mark, what waits and what is in flight. Assigned again later it is
 * another object, so that outcomes of an earlier epoch are recognised. Belongs to the worker's own thread.
 */
final class PartitionWork {
    final TopicPartition partition;
    private final Uuid topicId;
    final OffsetTracker tracker;
    private final Queue<ConsumerRecord<byte[], byte[]>> waiting = new ArrayDeque<>();
    private final Set<Work> inFlight = new HashSet<>();
    private long position;
    private boolean gone;
    private CrashMark mark;
    private @Nullable CrashMark written;
    private @Nullable ConsumerRecord<byte[], byte[]> suspect;

    /** @param mark to be written before anything is begun */
    PartitionWork(TopicPartition partition, Uuid topicId, CommitPoint restored, CrashMark mark) {
        this.partition = partition;
        this.topicId = topicId;
        this.tracker = new OffsetTracker(restored);
        this.mark = mark;
    }

    void fetched(List<ConsumerRecord<byte[], byte[]>> records) {
        waiting.addAll(records);
    }

    /** Everything below the position was fetched. */
    void reached(long fetchedBelow) {
        position = fetchedBelow;
        offerGap();
    }

    /**
     * Behind the last record stand only the markers of transactions, which are fetched with it and never again: they are
     * passed when that record no longer waits.
     */
    private void offerGap() {
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
            boolean begun = tracker.begin(head.offset());
            offerGap();
            if (begun) {
                return head;
            }
        }
        return null;
    }

    /** True when the group's offsets hold the mark as it is: only then may anything be begun. */
    boolean isMarked() {
        return mark.equals(written);
    }

    CrashMark mark() {
        return mark;
    }

    /** Takes note that a commit carried this mark. */
    void marked(CrashMark committed) {
        written = committed;
    }

    /** The mark of an orderly end; to be committed. */
    void closeMark() {
        mark = mark.closed();
    }

    /** True while suspects of this partition are to be run; ends the suspicion when the last one has. */
    boolean isSuspecting() {
        if (hasSuspect() || mark.suspects(nextOffset())) {
            return true;
        }
        if (mark.suspects().end() > 0 && inFlight.isEmpty()) {
            mark = mark.acquitted();
        }
        return mark.suspects().running();
    }

    private long nextOffset() {
        ConsumerRecord<byte[], byte[]> head = waiting.peek();
        return head == null ? tracker.next() : head.offset();
    }

    /** True when a record was chosen to run alone, in this life or in one before, and is not finished. */
    boolean hasSuspect() {
        return mark.alone().isSomebody() && !tracker.isCommitted(mark.alone().offset());
    }

    /** True when several suspects may run at once. */
    boolean runsGroup() {
        return !hasSuspect() && mark.suspects().atOnce() > 1;
    }

    /** Suspects run in a group from now on; the mark must be committed before. */
    void beginGroup() {
        mark = mark.group();
    }

    /** The next of the group, or null when none is left or fetched. */
    @Nullable
    ConsumerRecord<byte[], byte[]> nextOfGroup(FillPolicy policy) {
        ConsumerRecord<byte[], byte[]> next = mark.suspects(nextOffset()) ? next(policy) : null;
        if (next != null) {
            mark = mark.started();
            // Carried by the commits of the group; nothing waits for it.
            written = mark;
        }
        return next;
    }

    /** Chooses the record to run alone, whose mark must then be committed; false when none has been fetched. */
    boolean chooseSuspect(FillPolicy policy) {
        if (suspect == null) {
            ConsumerRecord<byte[], byte[]> next = mark.suspects(nextOffset()) ? next(policy) : null;
            if (next == null) {
                return false;
            }
            suspect = next;
            mark = mark.alone(next.offset());
        }
        return true;
    }

    /** The chosen record, to be started now. */
    ConsumerRecord<byte[], byte[]> takeSuspect() {
        ConsumerRecord<byte[], byte[]> chosen = suspect;
        if (chosen == null) {
            throw new IllegalStateException("no record of " + partition + " was chosen");
        }
        suspect = null;
        return chosen;
    }

    /** Records of another partition run: an end of the process then is none of this one's doing. */
    void holdSuspects() {
        if (mark.running()) {
            mark = mark.waiting();
        }
    }

    int waiting() {
        return waiting.size();
    }

    /**
     * Records from the frontier to the end of the partition: counted where all of them were begun; before that the offsets in
     * between, among which are the markers of transactions.
     */
    long lag(long end) {
        boolean allBegun = waiting.isEmpty() && tracker.next() >= end;
        return allBegun ? tracker.begun() : Math.max(0, end - tracker.frontier());
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
        return new OffsetAndMetadata(point.frontier(), CommitMetadata.encode(point, mark, topicId));
    }

    /** What a committed offset of this partition says. */
    CommitPoint read(OffsetAndMetadata committed) {
        return CommitMetadata.decode(committed.offset(), committed.metadata(), topicId);
    }
}
