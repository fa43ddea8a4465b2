package dev.leadrelay.agent.worker;

import java.time.Duration;

/** Hears what a worker does, for metrics. Called on the worker's own thread: must be quick and must not throw. */
public interface WorkerListener {
    /** Hears nothing. */
    WorkerListener NONE = new WorkerListener() {};

    /** The work of a record ended with an outcome; {@code refused} when the outcome was made by the backstop. */
    default void finished(Duration elapsed, boolean refused) {}

    /** The work of records was cancelled or dropped because their partition went to another instance. */
    default void dropped(int records) {}

    /** A transaction was committed. */
    default void committed(int records, Duration duration) {}

    /** A transaction was aborted, or its end is not known, for the given cause. */
    default void aborted(int records, Throwable cause) {}
}
