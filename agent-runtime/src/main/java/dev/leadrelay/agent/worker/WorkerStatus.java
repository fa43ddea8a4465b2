package dev.leadrelay.agent.worker;

import org.jspecify.annotations.Nullable;

/**
 * A snapshot of a worker, at most a second old.
 *
 * @param state what it is doing
 * @param reason why it is paused or failed, one line for people; else null
 * @param working records being worked on
 * @param capacity most records worked on at a time
 * @param waiting records fetched and not started
 * @param uncommitted finished records whose outcome is not committed yet
 * @param partitions partitions assigned
 * @param lag records from the committed frontiers to the ends of the assigned partitions, as far as known
 * @param finishedAbove records above the frontiers that are committed as finished
 * @param transactions transactions committed since start
 * @param aborts transactions aborted since start
 * @param committed records committed since start
 * @param fenced times the producer was fenced since start
 */
public record WorkerStatus(
        State state,
        @Nullable String reason,
        int working,
        int capacity,
        int waiting,
        int uncommitted,
        int partitions,
        long lag,
        long finishedAbove,
        long transactions,
        long aborts,
        long committed,
        long fenced) {

    /** What a worker is doing. */
    public enum State {
        NEW,
        RUNNING,
        PAUSED,
        STOPPING,
        STOPPED,
        FAILED
    }

    /** What really is to be done: lag less the finished records that the frontier does not show. */
    public long backlog() {
        return Math.max(0, lag - finishedAbove);
    }
}
