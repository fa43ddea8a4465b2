package dev.leadrelay.agent.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker's own thread, one turn at a time: collect what is finished, commit, start, fetch. Only {@link #wake} and the
 * ends of works come from other threads.
 */
final class WorkerLoop {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerLoop.class);
    private static final long LONGEST_WAIT = Duration.ofSeconds(1).toNanos();
    private static final long SHORT_WAIT = Duration.ofMillis(20).toNanos();
    private static final long HOUSEKEEPING = Duration.ofMillis(500).toNanos();

    private final WorkerSettings settings;
    private final Consumer<byte[], byte[]> consumer;
    private final RecordHandler handler;
    private final Pauses pauses;
    private final WorkerListener listener;
    private final LongSupplier nanos;
    private final FillPolicy policy;
    private final Assignments assignments;
    private final Commits commits;
    private final SuspectRun suspects;
    private final Queue<Work> finished = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean sleeping = new AtomicBoolean();

    private int working;
    private boolean full;
    private boolean draining;
    private int turn;
    private long lastHousekeeping;
    private @Nullable String pollFailure;
    private @Nullable String failure;
    private volatile WorkerStatus status;

    WorkerLoop(
            WorkerSettings settings,
            Consumer<byte[], byte[]> consumer,
            Transactions transactions,
            TopicFacts facts,
            Pauses pauses,
            RecordHandler handler,
            WorkerListener listener,
            LongSupplier nanos) {
        this.settings = settings;
        this.consumer = consumer;
        this.handler = handler;
        this.pauses = pauses;
        this.listener = listener;
        this.nanos = nanos;
        this.policy = new FillPolicy(settings.capacity(), ClientSettings.MAX_POLL_RECORDS, CommitMetadata.MAX_BITS);
        this.assignments =
                new Assignments(consumer, facts, settings.capacity(), this::beforeRevocation, this::afterEnd);
        this.commits = new Commits(
                settings,
                transactions,
                consumer::groupMetadata,
                assignments::reconcile,
                assignments::unmarked,
                pauses,
                listener,
                nanos,
                work -> working++,
                this::fail);
        this.suspects = new SuspectRun(
                consumer, assignments::active, assignments::unmarked, commits::uncommitted, policy, this::begin);
        this.status = snapshot(WorkerStatus.State.NEW);
        this.lastHousekeeping = nanos.getAsLong() - HOUSEKEEPING;
    }

    void subscribe() {
        consumer.subscribe(List.of(settings.topic()), assignments);
        pauses.onChange(this::wake);
    }

    /** One turn. */
    void turn() {
        collect();
        commits.step();
        assignments.readBack();
        if (mayBegin()) {
            fill();
        }
        housekeeping();
        assignments.pause(!mayBegin() || full, policy);
        poll(nanosToWait());
    }

    /** Starts nothing more from now on. */
    void drain() {
        draining = true;
    }

    /** True when every started record is committed or dropped. */
    boolean drained() {
        return working == 0 && finished.isEmpty() && commits.uncommitted() == 0;
    }

    /** Why this instance must end; null while it need not. */
    @Nullable
    String failure() {
        return failure;
    }

    /** Says in the group's offsets that this instance ended in good order, in one try. */
    void endInOrder() {
        assignments.closeAllMarks();
        commits.beforeRevocation();
    }

    /** Cancels what is in flight; nothing is committed any more. */
    void cancelAll() {
        assignments.endAll();
        collect();
        status = snapshot(failure == null ? WorkerStatus.State.STOPPED : WorkerStatus.State.FAILED);
    }

    WorkerStatus status() {
        return status;
    }

    /** Ends a wait for records; any thread. */
    void wake() {
        if (sleeping.compareAndSet(true, false)) {
            consumer.wakeup();
        }
    }

    void fail(String line) {
        LOG.error(line);
        failure = line;
    }

    private boolean mayBegin() {
        return !draining && failure == null && !pauses.paused() && !commits.unsettled();
    }

    private void ended(Work work) {
        finished.add(work);
        wake();
    }

    private void collect() {
        for (Work work = finished.poll(); work != null; work = finished.poll()) {
            working--;
            if (work.partition.gone()) {
                continue;
            }
            if (work.outputs() == null) {
                fail("the work on a record ended without an outcome");
                return;
            }
            listener.finished(work.scope.elapsed(), work.refused());
            commits.add(work);
        }
    }

    private void beforeRevocation() {
        collect();
        commits.beforeRevocation();
    }

    private void afterEnd(int cancelled) {
        commits.dropGone();
        if (cancelled > 0) {
            listener.dropped(cancelled);
        }
    }

    private void fill() {
        if (!suspects.run(working, drained())) {
            fillInTurn();
        }
    }

    /** Starts waiting records, taking the partitions in turn. */
    private void fillInTurn() {
        int room = policy.room(working, commits.uncommitted());
        List<PartitionWork> partitions = new ArrayList<>();
        for (PartitionWork partition : assignments.active()) {
            if (partition.isMarked()) {
                partitions.add(partition);
            }
        }
        int share = partitions.isEmpty() ? 0 : Math.max(1, room / partitions.size());
        turn++;
        for (boolean any = true; any && room > 0; ) {
            any = false;
            for (int i = 0; i < partitions.size() && room > 0; i++) {
                PartitionWork partition = partitions.get(Math.floorMod(i + turn, partitions.size()));
                int started = start(partition, Math.min(share, room));
                room -= started;
                any |= started > 0;
            }
        }
        int waiting = partitions.stream().mapToInt(PartitionWork::waiting).sum();
        full = policy.full(waiting, full);
    }

    private int start(PartitionWork partition, int most) {
        int started = 0;
        while (started < most) {
            ConsumerRecord<byte[], byte[]> record = partition.next(policy);
            if (record == null) {
                break;
            }
            begin(partition, record, 0);
            started++;
        }
        return started;
    }

    /** @param crashes how often the record ended the process; zero to start its work */
    private void begin(PartitionWork partition, ConsumerRecord<byte[], byte[]> record, int crashes) {
        WorkScope scope = new WorkScope(settings.timeLimit(), pauses::activeNanos);
        Work work = new Work(record, partition, scope, handler, this::ended);
        partition.inFlight().add(work);
        working++;
        if (crashes > 0) {
            work.refuse(new CrashLoopException(crashes));
        } else {
            work.start();
        }
    }

    private long nanosToWait() {
        if (!finished.isEmpty()) {
            return 0;
        }
        long wait = Math.min(LONGEST_WAIT, commits.nanosToNext());
        return assignments.reading() || draining ? Math.min(wait, SHORT_WAIT) : wait;
    }

    private void poll(long wait) {
        // While a commit is due soon, further ends are collected then: no need to be woken up for each.
        boolean wakeable = wait > 0 && commits.nanosToNext() == Long.MAX_VALUE;
        sleeping.set(wakeable);
        try {
            Duration timeout = wakeable && !finished.isEmpty() ? Duration.ZERO : roundedUp(wait);
            ConsumerRecords<byte[], byte[]> records = consumer.poll(timeout);
            sleeping.set(false);
            accept(records);
            pollFailed(null);
        } catch (WakeupException e) {
            // Something finished, or a pause changed.
        } catch (FencedInstanceIdException e) {
            fail("another process uses this instance's group.instance.id: give each instance its own name");
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            pollFailed("records cannot be read: " + e.getMessage());
        } finally {
            sleeping.set(false);
        }
    }

    private void accept(ConsumerRecords<byte[], byte[]> records) {
        for (var partition : records.partitions()) {
            PartitionWork work = assignments.of(partition);
            if (work != null) {
                work.fetched(records.records(partition));
            }
        }
        records.nextOffsets().forEach((partition, next) -> {
            PartitionWork work = assignments.of(partition);
            if (work != null) {
                work.reached(next.offset());
            }
        });
    }

    private void pollFailed(@Nullable String reason) {
        if (pollFailure != null && !pollFailure.equals(reason)) {
            pauses.release(pollFailure);
        }
        if (reason != null) {
            LOG.warn(reason);
            pauses.hold(reason);
            LockSupport.parkNanos(HOUSEKEEPING);
        }
        pollFailure = reason;
    }

    private static Duration roundedUp(long wait) {
        return Duration.ofMillis((wait + 999_999) / 1_000_000);
    }

    private void housekeeping() {
        long now = nanos.getAsLong();
        if (now - lastHousekeeping < HOUSEKEEPING) {
            return;
        }
        lastHousekeeping = now;
        for (PartitionWork partition : assignments.active()) {
            for (Work work : partition.inFlight()) {
                work.interruptIfExpired();
            }
        }
        status = snapshot(
                draining
                        ? WorkerStatus.State.STOPPING
                        : pauses.paused() ? WorkerStatus.State.PAUSED : WorkerStatus.State.RUNNING);
    }

    private WorkerStatus snapshot(WorkerStatus.State state) {
        int waiting = 0;
        long above = 0;
        for (PartitionWork partition : assignments.active()) {
            waiting += partition.waiting();
            above += partition.tracker.finishedAbove();
        }
        return new WorkerStatus(
                state,
                failure == null ? pauses.reason() : failure,
                working,
                settings.capacity(),
                waiting,
                commits.uncommitted(),
                assignments.active().size(),
                assignments.lag(),
                above,
                commits.committedTransactions,
                commits.abortedTransactions,
                commits.committedRecords,
                commits.fenced);
    }
}
