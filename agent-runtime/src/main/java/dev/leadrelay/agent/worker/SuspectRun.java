package dev.leadrelay.agent.worker;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Runs records that are under suspicion of ending the process: a few of one partition at a time, then one alone, with nothing else in
 * flight and never before their mark is committed. The worker's own thread.
 */
final class SuspectRun {
    /** What was begun is decided before anything else. */
    private static final Comparator<PartitionWork> FIRST_TO_DECIDE = Comparator.comparing(
                    (PartitionWork partition) -> partition.mark().running())
            .thenComparing(PartitionWork::hasSuspect);

    private final Consumer<byte[], byte[]> consumer;
    private final Supplier<Collection<PartitionWork>> active;
    private final Supplier<List<PartitionWork>> unmarked;
    private final IntSupplier uncommitted;
    private final FillPolicy policy;
    private final Start start;

    /** Starts the work on a record. */
    @FunctionalInterface
    interface Start {
        /** @param crashes how often the record ended the process; zero to start its work */
        void begin(PartitionWork partition, ConsumerRecord<byte[], byte[]> record, int crashes);
    }

    SuspectRun(
            Consumer<byte[], byte[]> consumer,
            Supplier<Collection<PartitionWork>> active,
            Supplier<List<PartitionWork>> unmarked,
            IntSupplier uncommitted,
            FillPolicy policy,
            Start start) {
        this.consumer = consumer;
        this.active = active;
        this.unmarked = unmarked;
        this.uncommitted = uncommitted;
        this.policy = policy;
        this.start = start;
    }

    /**
     * Starts suspects that may run now.
     *
     * @param working works that are not collected yet
     * @param drained true when everything started is committed
     * @return true while anything is under suspicion: nothing else may be started then
     */
    boolean run(int working, boolean drained) {
        List<PartitionWork> suspecting = suspecting();
        if (suspecting.isEmpty()) {
            return false;
        }
        PartitionWork first = suspecting.getFirst();
        if (first.runsGroup()) {
            startGroup(first, suspecting, working, drained);
        } else if (drained) {
            startAlone(first, suspecting);
        }
        return true;
    }

    /** Asked in every turn, and nearly always for nothing. */
    private List<PartitionWork> suspecting() {
        List<PartitionWork> found = List.of();
        for (PartitionWork partition : active.get()) {
            if (isSuspecting(partition)) {
                if (found.isEmpty()) {
                    found = new ArrayList<>();
                }
                found.add(partition);
            }
        }
        if (found.size() > 1) {
            found.sort(FIRST_TO_DECIDE.reversed());
        }
        return found;
    }

    private boolean isSuspecting(PartitionWork partition) {
        if (partition.mark().isSuspicious() && partition.waiting() == 0) {
            // The last offsets may be markers of transactions, which no poll tells of.
            partition.reached(consumer.position(partition.partition));
        }
        return partition.isSuspecting();
    }

    private void startGroup(PartitionWork partition, List<PartitionWork> suspecting, int working, boolean drained) {
        if (!partition.mark().running()) {
            if (drained) {
                partition.beginGroup();
                hold(suspecting, partition);
            }
            return;
        }
        int room = partition.mark().suspects().atOnce() - working - uncommitted.getAsInt();
        for (; room > 0 && unmarked.get().isEmpty(); room--) {
            ConsumerRecord<byte[], byte[]> record = partition.nextOfGroup(policy);
            if (record == null) {
                return;
            }
            start.begin(partition, record, 0);
        }
    }

    private void startAlone(PartitionWork partition, List<PartitionWork> suspecting) {
        if (!partition.chooseSuspect(policy)) {
            return;
        }
        hold(suspecting, partition);
        if (unmarked.get().isEmpty()) {
            ConsumerRecord<byte[], byte[]> suspect = partition.takeSuspect();
            CrashMark mark = partition.mark();
            int ends = mark.condemns(suspect.offset()) ? mark.alone().ends() : 0;
            start.begin(partition, suspect, ends);
        }
    }

    private static void hold(List<PartitionWork> suspecting, PartitionWork but) {
        suspecting.stream().filter(partition -> partition != but).forEach(PartitionWork::holdSuspects);
    }
}
