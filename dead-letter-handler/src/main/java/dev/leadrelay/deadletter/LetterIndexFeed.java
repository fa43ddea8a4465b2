package dev.leadrelay.deadletter;

import dev.leadrelay.service.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * Keeps the index of dead letters in step with the store. What changes is noted in the transaction that changes it and put into the index behind it; the
 * notes go when the index has it on the disk. So whatever stops between the two, the index is told at the next start. For the writing thread.
 */
final class LetterIndexFeed implements AutoCloseable {
    private static final int BATCH = 5_000;

    /** Notes that are kept at most, roughly. */
    private static final int COMMIT_AFTER = 50_000;

    private final Jdbi jdbi;
    private final LetterIndex index;
    private boolean inStep;
    private long change;
    private int uncommitted;

    LetterIndexFeed(Jdbi jdbi, LetterIndex index) {
        this.jdbi = jdbi;
        this.index = index;
    }

    /**
     * Brings the index up to what the store holds; builds it where it is of another store or gone.
     *
     * @param progress is told how many dead letters are in, while it is built
     */
    void catchUp(LongConsumer progress) {
        if (inStep) {
            return;
        }
        try {
            index.open();
            String store = jdbi.inTransaction(LetterIndexFeed::storeId);
            long noted = jdbi.withHandle(handle -> handle.createQuery("select max(change) from letter_index_change")
                    .mapTo(Long.class)
                    .findOne()
                    .orElse(0L));
            change = Math.max(index.change(), noted);
            if (index.storeId().equals(store)) {
                add();
            } else {
                build(store, progress);
            }
            inStep = true;
        } catch (IOException e) {
            throw new UncheckedIOException("the index of dead letters cannot be written: " + e.getMessage(), e);
        }
    }

    /**
     * Brings the index up to what the store holds where that is a matter of moments, so that it answers from the start; one that has to be
     * built is left to {@link #catchUp}.
     *
     * @throws SettingsException when the index cannot be written, for example because another process does
     */
    void catchUpIfNear() {
        try {
            index.open();
            String store = jdbi.inTransaction(LetterIndexFeed::storeId);
            boolean empty = jdbi.withHandle(handle -> handle.createQuery("select id from dead_letter limit 1")
                            .mapTo(String.class)
                            .findOne())
                    .isEmpty();
            if (empty || index.storeId().equals(store)) {
                catchUp(done -> {});
            }
        } catch (IOException | UncheckedIOException e) {
            throw new SettingsException("the index of dead letters cannot be written: " + e.getMessage()
                    + "; stop the process that uses it, or set leadrelay.dead-letter-handler.index-dir");
        }
    }

    /** Notes in the transaction that these have changed. */
    long note(Handle handle, Collection<Counted> changed) {
        long number = change + 1;
        try (PreparedBatch batch =
                handle.prepareBatch("insert into letter_index_change (change, dead_letter_id) values (?, ?)")) {
            changed.forEach(letter -> batch.add(number, letter.id()));
            if (batch.size() > 0) {
                batch.execute();
            }
        }
        return number;
    }

    /** Puts what has changed into the index, the transaction that noted it being through. */
    void put(long number, Collection<Counted> changed) {
        inStep = false;
        change = number;
        try {
            index.put(changed);
            index.show(number);
            uncommitted += changed.size();
            if (uncommitted > COMMIT_AFTER) {
                commit();
            }
            inStep = true;
        } catch (IOException e) {
            throw new UncheckedIOException("the index of dead letters cannot be written: " + e.getMessage(), e);
        } finally {
            if (!inStep) {
                index.doubt();
            }
        }
    }

    /** Makes the store another one, in the transaction that empties it: the index is built anew behind it. */
    void forget(Handle handle) {
        inStep = false;
        handle.execute("delete from letter_index_change");
        handle.execute("delete from letter_index_store");
    }

    @Override
    public void close() {
        index.close();
    }

    private static String storeId(Handle handle) {
        return handle.createQuery("select store_id from letter_index_store")
                .mapTo(String.class)
                .findOne()
                .orElseGet(() -> {
                    String made = UUID.randomUUID().toString();
                    handle.execute("insert into letter_index_store (store_id) values (?)", made);
                    return made;
                });
    }

    private void add() throws IOException {
        List<String> ids = jdbi.withHandle(handle -> handle.createQuery(
                        "select distinct dead_letter_id from letter_index_change where change > :change")
                .bind("change", index.change())
                .mapTo(String.class)
                .list());
        index.put(jdbi.withHandle(handle -> Counted.of(handle, ids)).values());
        index.show(change);
        commit();
    }

    private void build(String store, LongConsumer progress) throws IOException {
        index.begin(store, change);
        AtomicLong done = new AtomicLong();
        jdbi.useTransaction(
                TransactionIsolationLevel.READ_COMMITTED,
                handle -> Counted.forEach(handle, BATCH, some -> {
                    try {
                        index.put(some);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    progress.accept(done.addAndGet(some.size()));
                }));
        index.show(change);
        commit();
    }

    private void commit() throws IOException {
        index.commit();
        uncommitted = 0;
        jdbi.useTransaction(handle -> handle.createUpdate("delete from letter_index_change where change <= :change")
                .bind("change", index.change())
                .execute());
    }
}
