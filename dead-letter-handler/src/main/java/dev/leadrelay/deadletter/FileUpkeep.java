package dev.leadrelay.deadletter;

import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.FileStore;
import org.h2.mvstore.MVStore;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the half-empty parts of H2's file together, so that their room is used again. H2 would do so in the background, beside
 * transactions; here it is done between two of them. For one thread at a time.
 */
final class FileUpkeep {
    /** How long room that became free is left alone, in milliseconds: its content must be superseded on the disk, not in its cache only. */
    static final int RETENTION_MILLIS = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(FileUpkeep.class);
    private static final long SYNC_NANOS = TimeUnit.MILLISECONDS.toNanos(RETENTION_MILLIS / 2);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /** Parts of which less than so many percent are in use are written together, so many bytes of them at a time. */
    private static final int FILL = 50;

    private static final int STEP_BYTES = 8 << 20;

    private final long pauseNanos;
    private long last = System.nanoTime();
    private long lastSync = last;

    FileUpkeep() {
        this(PAUSE_NANOS);
    }

    /** @param pauseNanos between two times it does something, at least */
    FileUpkeep(long pauseNanos) {
        this.pauseNanos = pauseNanos;
    }

    /** Does a little, if it is time; a failure is for the next transaction to meet. */
    void between(Handle handle) {
        long now = System.nanoTime();
        if (now - last < pauseNanos) {
            return;
        }
        last = now;
        try {
            MVStore store = store(handle);
            FileStore<?> file = store.getFileStore();
            if (file == null || store.isClosed()) {
                return;
            }
            if (now - lastSync >= SYNC_NANOS) {
                lastSync = now;
                store.sync();
            }
            store.compact(FILL, STEP_BYTES);
        } catch (SQLException | RuntimeException e) {
            LOG.warn("the store's file could not be tidied", e);
        }
    }

    private static MVStore store(Handle handle) throws SQLException {
        JdbcConnection connection = handle.getConnection().unwrap(JdbcConnection.class);
        return ((SessionLocal) connection.getSession()).getDatabase().getStore().getMvStore();
    }
}
