package dev.leadrelay.deadletter;

/** What happens to a bulk job. */
sealed interface BulkEvent {
    /** So many items were dispatched and skipped. */
    record Worked(int dispatched, int skipped) implements BulkEvent {}

    /**
     * A look at the leads of what was dispatched first.
     *
     * @param settled those that ended or failed again
     * @param failed those of them that failed
     */
    record CanarySeen(int settled, int failed) implements BulkEvent {}

    record Pause() implements BulkEvent {}

    record Resume() implements BulkEvent {}

    record Abort() implements BulkEvent {}
}
