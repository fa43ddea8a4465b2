package dev.leadrelay.deadletter;

import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.transaction.DelegatingTransactionHandler;
import org.jdbi.v3.core.transaction.TransactionHandler;

/**
 * Lets one transaction write at a time, for H2: it puts its tables on the disk one after the other, and whatever another
 * transaction does meanwhile reaches the disk in part. A process killed then leaves half a transaction behind. A transaction that
 * names its isolation level only reads, and waits for nobody. Thread-safe.
 */
final class OneWriter extends DelegatingTransactionHandler {
    private final ReentrantLock turn;
    private final FileUpkeep upkeep;

    /** @param upkeep done between two transactions */
    OneWriter(TransactionHandler transactions, FileUpkeep upkeep) {
        this(transactions, new ReentrantLock(true), upkeep);
    }

    private OneWriter(TransactionHandler transactions, ReentrantLock turn, FileUpkeep upkeep) {
        super(transactions);
        this.turn = turn;
        this.upkeep = upkeep;
    }

    @Override
    public <R, X extends Exception> R inTransaction(Handle handle, HandleCallback<R, X> callback) throws X {
        turn.lock();
        try {
            R result = super.inTransaction(handle, callback);
            if (turn.getHoldCount() == 1) {
                upkeep.between(handle);
            }
            return result;
        } finally {
            turn.unlock();
        }
    }

    @Override
    public TransactionHandler specialize(Handle handle) throws SQLException {
        return new OneWriter(getDelegate().specialize(handle), turn, upkeep);
    }
}
