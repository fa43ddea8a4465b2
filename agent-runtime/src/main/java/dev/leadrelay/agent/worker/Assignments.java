package dev.leadrelay.agent.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions of this instance, from assignment over reading back what was committed to their end, and which of them
 * are fetched. Belongs to the worker's own thread; the callbacks run inside its poll.
 */
final class Assignments implements ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(Assignments.class);
    private static final Duration SHORT_TRY = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final TopicFacts facts;
    private final int capacity;
    private final Runnable beforeRevocation;
    private final IntConsumer dropped;
    private final Map<TopicPartition, PartitionWork> active = new LinkedHashMap<>();
    private final Set<TopicPartition> unread = new HashSet<>();

    /**
     * @param capacity most records in flight
     * @param beforeRevocation commits what is finished while the partitions are still ours
     * @param dropped told how many works in flight were cancelled
     */
    Assignments(
            Consumer<byte[], byte[]> consumer,
            TopicFacts facts,
            int capacity,
            Runnable beforeRevocation,
            IntConsumer dropped) {
        this.consumer = consumer;
        this.facts = facts;
        this.capacity = capacity;
        this.beforeRevocation = beforeRevocation;
        this.dropped = dropped;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        if (!partitions.isEmpty()) {
            LOG.info("assigned {}", partitions);
            consumer.pause(partitions);
            unread.addAll(partitions);
            partitions.forEach(partition -> facts.forget(partition.topic()));
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        if (!partitions.isEmpty()) {
            LOG.info("revoked {}", partitions);
            closeMarks(partitions);
            beforeRevocation.run();
            end(partitions);
        }
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        LOG.warn("lost {}", partitions);
        end(partitions);
    }

    private void end(Collection<TopicPartition> partitions) {
        int cancelled = 0;
        for (TopicPartition partition : partitions) {
            unread.remove(partition);
            PartitionWork work = active.remove(partition);
            if (work != null) {
                cancelled += work.inFlight().size();
                work.end();
            }
        }
        dropped.accept(cancelled);
    }

    /** Says, in what is committed next, that these partitions end in good order. */
    private void closeMarks(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            PartitionWork work = active.get(partition);
            if (work != null) {
                work.closeMark();
            }
        }
    }

    /** The same of all partitions; nothing may be begun afterwards. */
    void closeAllMarks() {
        closeMarks(active.keySet());
    }

    /** Partitions whose marks are not committed yet; asked in every turn, and nearly always there are none. */
    List<PartitionWork> unmarked() {
        List<PartitionWork> unmarked = List.of();
        for (PartitionWork work : active.values()) {
            if (!work.isMarked()) {
                if (unmarked.isEmpty()) {
                    unmarked = new ArrayList<>();
                }
                unmarked.add(work);
            }
        }
        return unmarked;
    }

    /** Ends everything without a commit. */
    void endAll() {
        end(List.copyOf(active.keySet()));
    }

    /** True when some assigned partition is not ready for work yet. */
    boolean reading() {
        return !unread.isEmpty();
    }

    /** Reads back what was committed of newly assigned partitions, in one short try. */
    void readBack() {
        if (unread.isEmpty()) {
            return;
        }
        try {
            Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(unread), SHORT_TRY);
            for (TopicPartition partition : List.copyOf(unread)) {
                Uuid topicId = facts.topicId(partition.topic());
                if (topicId != null) {
                    begin(partition, topicId, committed.get(partition));
                }
            }
        } catch (KafkaException e) {
            // Not yet, or woken up: the loop tries again and keeps polling in between.
            LOG.debug("offsets of {} not read yet", unread, e);
        }
    }

    private void begin(TopicPartition partition, Uuid topicId, @Nullable OffsetAndMetadata committed) {
        CommitPoint restored = committed == null
                ? CommitPoint.at(consumer.position(partition, SHORT_TRY))
                : CommitMetadata.decode(committed.offset(), committed.metadata(), topicId);
        CrashMark before = committed == null
                ? CrashMark.NONE
                : CommitMetadata.markOf(committed.offset(), committed.metadata(), topicId);
        CrashMark mark = before.begun(restored, before.open() ? end(partition) : restored.frontier(), capacity);
        tell(partition, before, mark);
        PartitionWork work = new PartitionWork(partition, topicId, restored, mark);
        // Where the consumer stands may differ when the committed offset moved since the assignment.
        consumer.seek(partition, work.tracker.frontier());
        active.put(partition, work);
        unread.remove(partition);
    }

    private long end(TopicPartition partition) {
        return consumer.endOffsets(Set.of(partition), SHORT_TRY).getOrDefault(partition, 0L);
    }

    private static void tell(TopicPartition partition, CrashMark before, CrashMark mark) {
        if (before.open()) {
            LOG.warn("the last owner of {} did not end in good order", partition);
        }
        if (mark.suspects().left() > 0) {
            LOG.warn(
                    "processes end again and again over {}: up to {} records run {} at a time until the one that ends them is found",
                    partition,
                    mark.suspects().left(),
                    mark.suspects().atOnce());
        }
        if (mark.alone().ends() > 0) {
            LOG.warn(
                    "{}@{} ended the process while it was the only one in flight: {}",
                    partition,
                    mark.alone().offset(),
                    mark.alone().ends());
        }
    }

    /**
     * Compares with what the group's offsets say: after a transaction of unknown end.
     *
     * @throws KafkaException when they cannot be read now
     */
    void reconcile() {
        if (active.isEmpty()) {
            return;
        }
        consumer.committed(Set.copyOf(active.keySet()), SHORT_TRY).forEach((partition, committed) -> {
            PartitionWork work = active.get(partition);
            if (work != null && committed != null) {
                work.tracker.committed(work.read(committed));
            }
        });
    }

    /** Pauses and resumes fetching: nothing while {@code all}, else everything but partitions at their bound. */
    void pause(boolean all, FillPolicy policy) {
        Set<TopicPartition> paused = consumer.paused();
        List<TopicPartition> pause = new ArrayList<>();
        List<TopicPartition> resume = new ArrayList<>();
        for (PartitionWork work : active.values()) {
            boolean wanted = all || policy.atBound(work.tracker.span()) || work.waiting() >= policy.buffer();
            if (wanted != paused.contains(work.partition)) {
                (wanted ? pause : resume).add(work.partition);
            }
        }
        if (!pause.isEmpty()) {
            consumer.pause(pause);
        }
        if (!resume.isEmpty()) {
            consumer.resume(resume);
        }
    }

    Collection<PartitionWork> active() {
        return active.values();
    }

    @Nullable
    PartitionWork of(TopicPartition partition) {
        return active.get(partition);
    }

    /** Records from the frontiers to the ends, as far as the ends are known; 0 when nothing is left to do. */
    long lag() {
        Map<TopicPartition, Long> ends = facts.ends(active.keySet());
        long lag = 0;
        for (PartitionWork work : active.values()) {
            lag += work.lag(ends.getOrDefault(work.partition, work.tracker.frontier()));
        }
        return lag;
    }
}
