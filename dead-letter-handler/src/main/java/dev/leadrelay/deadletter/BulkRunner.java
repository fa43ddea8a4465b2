package dev.leadrelay.deadletter;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out the bulk jobs that are active, a few items of each in turn, through the one writer of decisions. One thread. */
final class BulkRunner implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(BulkRunner.class);

    /** Items of one transaction: many enough to be quick, few enough that a person's decision in between is not held up. */
    private static final int BATCH = 100;

    private static final Duration CANARY_LOOK = Duration.ofMillis(500);
    private static final Duration IDLE = Duration.ofMinutes(1);
    private static final Duration CLOSE = Duration.ofSeconds(10);

    private final BulkStore store;
    private final BulkItems items;
    private final BulkJobs jobs;
    private final DecisionWriter writer;
    private final BulkSignal signal;
    private final Duration retryPause;
    private final Map<String, BulkPace> paces = new HashMap<>();
    private final Thread thread;
    private volatile boolean open = true;

    /** @param retryPause before what did not work is tried again */
    BulkRunner(
            BulkStore store,
            BulkItems items,
            BulkJobs jobs,
            DecisionWriter writer,
            BulkSignal signal,
            Duration retryPause) {
        this.store = store;
        this.items = items;
        this.jobs = jobs;
        this.writer = writer;
        this.signal = signal;
        this.retryPause = retryPause;
        this.thread = Thread.ofPlatform().name("dead-letter-bulk").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    @Override
    public void close() {
        // Not interrupted: that would close the file of the store under its hands.
        open = false;
        signal.ring();
        try {
            if (thread.isAlive() && !thread.join(CLOSE)) {
                log.warn("the bulk jobs do not stop in time, leaving them; they go on at the next start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (open) {
                signal.await(lookThrough());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Does what is due; gives how long nothing more is. */
    private Duration lookThrough() throws InterruptedException {
        try {
            List<BulkJob> active = store.active();
            Set<String> ids = active.stream().map(BulkJob::id).collect(Collectors.toSet());
            paces.keySet().retainAll(ids);
            Duration soonest = IDLE;
            for (BulkJob listed : active) {
                // A person may have paused it while another job had its turn.
                BulkJob job = store.find(listed.id()).orElse(listed);
                if (!open) {
                    return Duration.ZERO;
                }
                if (!(job.state().phase() instanceof BulkPhase.Active)) {
                    continue;
                }
                Duration next = job.state().phase() instanceof BulkPhase.CanaryWait ? lookAtCanary(job) : dispatch(job);
                soonest = next.compareTo(soonest) < 0 ? next : soonest;
            }
            return soonest;
        } catch (JdbiException e) {
            log.warn("the store does not answer, bulk jobs wait: {}", e.getMessage());
            return retryPause;
        } catch (RuntimeException e) {
            log.error("a bulk job failed and is tried again", e);
            return retryPause;
        }
    }

    private Duration lookAtCanary(BulkJob job) {
        BulkJob next = jobs.note(job.id(), items.canary(job), List.of(), null);
        if (!next.state().phase().equals(job.state().phase())) {
            log.info("bulk job {}: {}", job.id(), next.state().phase().code());
            return Duration.ZERO;
        }
        return CANARY_LOOK;
    }

    private Duration dispatch(BulkJob job) throws InterruptedException {
        Double rate = job.order().rate();
        BulkPace pace =
                rate == null ? null : paces.computeIfAbsent(job.id(), id -> new BulkPace(rate, System.nanoTime()));
        int allowed = pace == null ? BATCH : Math.min(BATCH, pace.allowed(System.nanoTime()));
        int most = Math.min(allowed, job.state().permits());
        if (most == 0 && pace != null) {
            return pace.pause();
        }
        List<BulkItem> batch = store.pending(job.id(), most);
        if (batch.isEmpty()) {
            throw new IllegalStateException(
                    "bulk job " + job.id() + " has " + most + " items to do and none is pending");
        }
        return switch (writer.decideAll(job.order(), batch, intents -> store.intend(job.id(), intents))) {
            case BatchAnswer.Unavailable unavailable -> {
                jobs.note(job.id(), new BulkEvent.Worked(0, 0), List.of(), "waits: " + unavailable.line());
                yield retryPause;
            }
            case BatchAnswer.Decided decided -> {
                if (pace != null) {
                    pace.took(batch.size());
                }
                BulkJob next = jobs.note(job.id(), worked(decided.results()), decided.results(), null);
                if (next.state().phase() instanceof BulkPhase.Ended) {
                    log.info(
                            "bulk job {}: {}, {} dispatched, {} skipped",
                            job.id(),
                            next.state().phase().code(),
                            next.state().dispatched(),
                            next.state().skipped());
                }
                yield pace == null ? Duration.ZERO : pace.pause();
            }
        };
    }

    private static BulkEvent.Worked worked(List<BulkItem.Result> results) {
        int dispatched = (int) results.stream()
                .filter(result -> result.state() == BulkItem.State.DISPATCHED)
                .count();
        return new BulkEvent.Worked(dispatched, results.size() - dispatched);
    }
}
