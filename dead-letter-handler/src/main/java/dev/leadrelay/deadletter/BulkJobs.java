package dev.leadrelay.deadletter;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Decisions about many dead letters, as jobs that outlive the process. What makes no sense is a {@link RequestException}. Thread-safe. */
final class BulkJobs {
    private final BulkStore store;
    private final BulkItems items;
    private final BulkSelector selector;
    private final BulkDryRun dryRun;
    private final BulkLimit limit;
    private final Clock clock;
    private final Runnable changed;
    private final ReentrantLock lock = new ReentrantLock();

    /** @param changed told when there may be something to do */
    BulkJobs(
            BulkStore store,
            BulkItems items,
            BulkSelector selector,
            BulkDryRun dryRun,
            BulkLimit limit,
            Clock clock,
            Runnable changed) {
        this.store = store;
        this.items = items;
        this.selector = selector;
        this.dryRun = dryRun;
        this.limit = limit;
        this.clock = clock;
        this.changed = changed;
    }

    /**
     * What the decision would do; changes nothing.
     *
     * @param byAdmin whether whoever asks may start a job of any size
     */
    BulkPreview dryRun(BulkSelection selection, BulkOrder order, boolean byAdmin) {
        BulkPreview preview = dryRun.look(selection, order.kind());
        return preview.refusedWith(limit.refusal(preview.selected(), byAdmin));
    }

    /**
     * Begins a job about what the selection finds now; what turns up later is not in it.
     *
     * @param expected how many dead letters the dry run showed; null where nobody has looked at one
     * @param byAdmin whether whoever starts it may start one of any size
     */
    BulkJob start(BulkSelection selection, BulkOrder order, @Nullable Long expected, boolean byAdmin) {
        List<String> ids = selector.ids(selection);
        if (expected != null && expected != ids.size()) {
            throw new RequestException(
                    409,
                    "the dry run showed " + expected + ", but the selection holds " + ids.size()
                            + " now, so nothing was started; look again with another dry run");
        }
        if (ids.isEmpty()) {
            throw new RequestException(400, "the selection holds no dead letter, so there is nothing to do");
        }
        String refusal = limit.refusal(ids.size(), byAdmin);
        if (refusal != null) {
            throw new RequestException(403, refusal);
        }
        long now = clock.millis();
        BulkJob job = new BulkJob(
                UUID.randomUUID().toString(),
                order,
                selection.words(),
                BulkState.begin(ids.size(), order.canary()),
                null,
                now,
                now);
        store.create(job, ids);
        changed.run();
        return job;
    }

    BulkJob pause(String id) {
        return command(id, new BulkEvent.Pause());
    }

    BulkJob resume(String id) {
        return command(id, new BulkEvent.Resume());
    }

    /** Gives up what is not dispatched yet; what is dispatched stays decided. */
    BulkJob abort(String id) {
        return command(id, new BulkEvent.Abort());
    }

    Optional<BulkJob> find(String id) {
        return store.find(id);
    }

    /** Jobs, the latest first. */
    List<BulkJob> list(int limit) {
        return store.list(limit);
    }

    /**
     * Items of a job in their order, with what came of them.
     *
     * @param after the place behind which the page begins; -1 for the first
     */
    List<BulkItem> items(String id, int after, BulkItem.@Nullable State state, int limit) {
        return items.page(id, after, state, limit);
    }

    /** Notes what the runner did or saw, whatever a person has told the job meanwhile; gives how it stands now. */
    BulkJob note(String id, BulkEvent event, Collection<BulkItem.Result> results, @Nullable String note) {
        lock.lock();
        try {
            BulkJob job = require(id);
            return switch (job.state().step(event)) {
                case BulkState.Step.Moved moved -> {
                    boolean same = moved.state().equals(job.state());
                    if (same && results.isEmpty() && Objects.equals(note, job.note())) {
                        yield job;
                    }
                    BulkJob next = job.with(moved.state(), note, clock.millis());
                    store.save(next, results);
                    yield next;
                }
                case BulkState.Step.Refused refused -> throw new IllegalStateException(refused.line());
            };
        } finally {
            lock.unlock();
        }
    }

    private BulkJob command(String id, BulkEvent event) {
        lock.lock();
        try {
            BulkJob job = require(id);
            return switch (job.state().step(event)) {
                case BulkState.Step.Moved moved -> {
                    BulkJob next = job.with(moved.state(), null, clock.millis());
                    store.save(next, List.of());
                    yield next;
                }
                case BulkState.Step.Refused refused -> throw new RequestException(409, refused.line());
            };
        } finally {
            lock.unlock();
            changed.run();
        }
    }

    private BulkJob require(String id) {
        return store.find(id)
                .orElseThrow(() -> new RequestException(404, "there is no bulk job " + Columns.fit(id, Columns.NAME)));
    }
}
