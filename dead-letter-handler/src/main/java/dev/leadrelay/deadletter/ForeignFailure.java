package dev.leadrelay.deadletter;

import org.jspecify.annotations.Nullable;

/**
 * What another framework says about a record that it put aside; null where it does not say.
 *
 * @param by the framework, and the part of it that failed where that is known
 * @param exception class name of the exception
 * @param message its message
 * @param topic where the record stood before
 * @param timestamp milliseconds since the epoch
 */
record ForeignFailure(
        String by,
        @Nullable String exception,
        @Nullable String message,
        @Nullable String topic,
        @Nullable Integer partition,
        @Nullable Long offset,
        @Nullable Long timestamp) {}
