package dev.leadrelay.agent.worker;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits finished works in groups and decides what follows when a transaction fails. A partition's tracker moves only
 * after its commit is known to have happened. Belongs to the worker's own thread.
 */
final class Commits {
    private static final Logger LOG = LoggerFactory.getLogger(Commits.class);
    private static final int MOST_RECORDS = 2_000;
    private static final long MOST_BYTES = 8L << 20;
    private static final long LONGEST_PAUSE = 10_000_000L;
    private static final long BACKOFF = 200_000_000L;
    private static final long BLOCKED_RETRY = 5_000_000_000L;

    private final Transactions transactions;
    private final Supplier<ConsumerGroupMetadata> groupMetadata;
    private final Runnable reconcile;
    private final Supplier<List<PartitionWork>> unmarked;
    private final Pauses pauses;
    private final WorkerListener listener;
    private final FencingCounter fencing;
    private final LongSupplier nanos;
    private final long interval;
    private final Consumer<Work> refusing;
    private final Consumer<String> exit;

    private final Outbox<Work> outbox = new Outbox<>();
    private @Nullable CommitGroup undecided;
    private boolean replace;
    private boolean readBack;
    private @Nullable String blocked;
    private @Nullable RuntimeException lastCause;
    private long notBefore;
    long committedTransactions;
    long abortedTransactions;
    long committedRecords;
    long fenced;

    /**
     * @param reconcile compares the trackers with the group's committed offsets; throws when it cannot now
     * @param unmarked partitions whose crash marks are to be committed
     * @param refusing told that a work starts once more, for the outputs of its refusal
     * @param exit told in one line why this instance must end
     */
    Commits(
            WorkerSettings settings,
            Transactions transactions,
            Supplier<ConsumerGroupMetadata> groupMetadata,
            Runnable reconcile,
            Supplier<List<PartitionWork>> unmarked,
            Pauses pauses,
            WorkerListener listener,
            LongSupplier nanos,
            Consumer<Work> refusing,
            Consumer<String> exit) {
        this.transactions = transactions;
        this.groupMetadata = groupMetadata;
        this.reconcile = reconcile;
        this.unmarked = unmarked;
        this.pauses = pauses;
        this.listener = listener;
        this.fencing = new FencingCounter(settings.transactionTimeout());
        this.nanos = nanos;
        this.interval = settings.commitInterval().toNanos();
        this.refusing = refusing;
        this.exit = exit;
        this.notBefore = nanos.getAsLong();
    }

    void add(Work finished) {
        outbox.add(finished);
    }

    /** Finished works that are not known to be committed. */
    int uncommitted() {
        CommitGroup open = undecided;
        return outbox.size() + (open == null ? 0 : open.size());
    }

    /** True while the end of a transaction is open or the producer is being replaced: nothing may begin. */
    boolean unsettled() {
        return undecided != null || readBack || !transactions.ready();
    }

    /** Nanoseconds until {@link #step} has something to do; {@link Long#MAX_VALUE} when it waits for finished works. */
    long nanosToNext() {
        return outbox.size() == 0 && !unsettled() && unmarked.get().isEmpty()
                ? Long.MAX_VALUE
                : Math.max(0, notBefore - nanos.getAsLong());
    }

    /** Does what is due: decides, repairs or commits one group. */
    void step() {
        if (nanosToNext() > 0) {
            return;
        }
        CommitGroup open = undecided;
        if (open != null) {
            ended(open, transactions.retryCommit());
        } else if (unsettled()) {
            renew();
        } else {
            commitNext();
        }
    }

    /** One try to commit everything finished, and the marks, before partitions are given away. */
    void beforeRevocation() {
        for (long before = -1; before != committedTransactions && !unsettled() && hasWork(); ) {
            before = committedTransactions;
            commitNext();
        }
    }

    private boolean hasWork() {
        return !outbox.isEmpty() || !unmarked.get().isEmpty();
    }

    /** Forgets works of partitions that are gone. */
    void dropGone() {
        outbox.removeIf(work -> work.partition.gone());
    }

    private void commitNext() {
        ConsumerGroupMetadata metadata = groupMetadata.get();
        if (metadata.generationId() < 0) {
            // Not a member now: a commit would not be fenced by the group.
            delay(BACKOFF);
            return;
        }
        List<PartitionWork> marks = unmarked.get();
        if (outbox.isEmpty() && marks.isEmpty()) {
            refuseCulprit();
            return;
        }
        notBefore = nanos.getAsLong() + interval;
        List<Work> works =
                outbox.take(MOST_RECORDS, work -> CommitGroup.outputsOf(work).size(), MOST_BYTES);
        CommitGroup group = CommitGroup.of(works, marks);
        ended(group, transactions.commit(group.outputs(), group.offsets(), metadata));
    }

    private void ended(CommitGroup group, Transactions.End end) {
        undecided = null;
        switch (end) {
            case Transactions.End.Committed committed -> committed(group, committed);
            case Transactions.End.Undecided ignored -> {
                LOG.warn("a commit of {} records timed out, asking again", group.size());
                undecided = group;
                hold("the broker does not answer a commit");
            }
            case Transactions.End.Aborted aborted -> {
                failed(group, aborted.cause());
                afterAbort(
                        group.works(),
                        aborted.fault(),
                        aborted.cause(),
                        aborted.age().toNanos());
            }
            case Transactions.End.Unknown unknown -> {
                failed(group, unknown.cause());
                again(group.works());
                countFencing(unknown.fault(), unknown.age().toNanos());
            }
        }
        if (!transactions.ready()) {
            replace = true;
            readBack = true;
        }
    }

    private void committed(CommitGroup group, Transactions.End.Committed end) {
        group.committed();
        committedTransactions++;
        committedRecords += group.size();
        if (group.size() > 0) {
            listener.committed(group.size(), end.duration());
        }
        // A busy broker takes longer for each: a pause lets the next group grow, a short one, as what is finished and
        // not committed is lost with the process.
        long pause = Math.min(end.duration().toNanos(), LONGEST_PAUSE);
        notBefore = Math.max(notBefore, nanos.getAsLong() + pause);
        unblock();
        refuseCulprit();
    }

    private void failed(CommitGroup group, RuntimeException cause) {
        abortedTransactions++;
        listener.aborted(group.size(), cause);
        LOG.warn("a transaction of {} records failed: {}", group.size(), cause.toString());
    }

    private void afterAbort(List<Work> works, CommitFault fault, RuntimeException cause, long age) {
        switch (fault) {
            case RECORD, UNCLEAR -> suspect(works, fault, cause);
            case OUTSIDE -> {
                again(works);
                block(cause);
            }
            case RETRY, BROKEN -> {
                again(works);
                unblock();
                delay(BACKOFF);
            }
            case FENCED -> {
                again(works);
                countFencing(fault, age);
            }
            case INSTANCE_TAKEN -> {
                again(works);
                exit.accept("another process uses this instance's group.instance.id: give each instance its own name");
            }
        }
    }

    private void suspect(List<Work> works, CommitFault fault, RuntimeException cause) {
        if (works.size() > 1) {
            outbox.split(works);
            return;
        }
        if (works.isEmpty()) {
            // Marks alone: no record is to blame.
            block(cause);
            return;
        }
        Work alone = works.getFirst();
        switch (outbox.failedAlone(alone, cause.getClass(), fault == CommitFault.RECORD, alone.refused())) {
            case Outbox.Verdict.Wait<Work> ignored -> lastCause = cause;
            case Outbox.Verdict.Refuse<Work> refuse -> refuse(refuse.culprit(), cause);
            case Outbox.Verdict.Block<Work> ignored -> block(cause);
        }
    }

    private void refuseCulprit() {
        Work culprit = outbox.culprit();
        if (culprit != null) {
            refuse(culprit, lastCause == null ? new KafkaException("refused by the broker") : lastCause);
        }
    }

    private void refuse(Work culprit, RuntimeException cause) {
        refusing.accept(culprit);
        culprit.refuse(cause);
    }

    private void again(List<Work> works) {
        List<Work> ours = works.stream().filter(work -> !work.partition.gone()).toList();
        if (!ours.isEmpty()) {
            outbox.again(ours);
        }
    }

    private void countFencing(CommitFault fault, long age) {
        if (fault != CommitFault.FENCED) {
            return;
        }
        fenced++;
        if (fencing.fenced(nanos.getAsLong(), age)) {
            exit.accept("another process uses this instance's transactional.id: give each instance its own name");
        }
    }

    private void renew() {
        try {
            if (!transactions.ready()) {
                transactions.renew(replace);
            }
            reconcile.run();
            outbox.removeIf(this::foundCommitted);
            readBack = false;
            unblock();
        } catch (TimeoutException e) {
            replace = false;
            hold("the broker does not answer");
            delay(BACKOFF);
        } catch (KafkaException e) {
            LOG.warn("the producer is not ready: {}", e.toString());
            replace = !transactions.ready();
            if (CommitFault.of(e) == CommitFault.OUTSIDE) {
                block(e);
            } else {
                delay(BACKOFF);
            }
        }
    }

    private boolean foundCommitted(Work work) {
        boolean committed = work.partition.tracker.isCommitted(work.record.offset());
        if (committed) {
            work.partition.inFlight().remove(work);
            committedRecords++;
        }
        return committed;
    }

    private void block(RuntimeException cause) {
        hold("results cannot be committed: " + cause.getMessage());
        delay(BLOCKED_RETRY);
    }

    private void hold(String reason) {
        if (!reason.equals(blocked)) {
            unblock();
            blocked = reason;
            pauses.hold(reason);
        }
    }

    private void unblock() {
        if (blocked != null) {
            pauses.release(blocked);
            blocked = null;
        }
    }

    private void delay(long duration) {
        notBefore = nanos.getAsLong() + duration;
    }
}
