package dev.leadrelay.deadletter;

/** Where a bulk job is. */
sealed interface BulkPhase {
    /** One in which the job goes on by itself. */
    sealed interface Active extends BulkPhase {}

    /** One that it never leaves. */
    sealed interface Ended extends BulkPhase {}

    /** Items are dispatched. */
    record Running() implements Active {}

    /** The first items are dispatched; the rest waits for the end of their leads. */
    record CanaryWait() implements Active {}

    /** A person has stopped it for a while. */
    record Paused(Active from) implements BulkPhase {}

    /** Every item is dispatched or skipped. */
    record Done() implements Ended {}

    /** A person has given the rest up. */
    record Aborted() implements Ended {}

    /** Too many of the first leads failed again; the rest was left alone. */
    record StoppedByCanary() implements Ended {}

    /** The name in the store and in answers. */
    default String code() {
        return switch (this) {
            case Running running -> "RUNNING";
            case CanaryWait wait -> "CANARY_WAIT";
            case Paused paused -> "PAUSED";
            case Done done -> "DONE";
            case Aborted aborted -> "ABORTED";
            case StoppedByCanary stopped -> "STOPPED_BY_CANARY";
        };
    }
}
