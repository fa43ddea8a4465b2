package dev.leadrelay.agent.worker;

/**
 * Decides how much may be started and fetched. Pure.
 *
 * @param capacity most records worked on at a time
 * @param buffer fetched but not started records at which fetching stops; it goes on at half of it
 * @param span most offsets between a partition's frontier and a started record
 */
record FillPolicy(int capacity, int buffer, int span) {
    private static final int LEAST_UNCOMMITTED = 500;

    /** How many records may be started now; nothing when too many outcomes wait to be committed. */
    int room(int working, int uncommitted) {
        int allowedUncommitted = Math.max(capacity, LEAST_UNCOMMITTED);
        return Math.max(0, Math.min(capacity - working, allowedUncommitted - uncommitted));
    }

    /** True when nothing more should be fetched. */
    boolean full(int waiting, boolean wasFull) {
        return waiting >= (wasFull ? buffer / 2 : buffer);
    }

    /** True when a record may be started although older ones of its partition are unfinished. */
    boolean withinSpan(long offset, long frontier) {
        return offset - frontier < span;
    }

    /** True when a partition should not be fetched because of its own unfinished records. */
    boolean atBound(long partitionSpan) {
        return partitionSpan >= span;
    }
}
