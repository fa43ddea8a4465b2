package dev.leadrelay.schemas.serde;

/**
 * What became of a record's bytes: a value, or the reason why there is none. The bytes are never thrown away.
 *
 * @param <T> type of the record
 */
public sealed interface Decoded<T> {

    /** The record that the bytes hold. */
    record Value<T>(T value) implements Decoded<T> {}

    /**
     * Bytes that hold no such record, whatever is tried.
     *
     * @param bytes exactly what was read; empty for a tombstone
     * @param reason one sentence for a person: what is wrong with them
     */
    record Undecodable<T>(byte[] bytes, String reason) implements Decoded<T> {}
}
