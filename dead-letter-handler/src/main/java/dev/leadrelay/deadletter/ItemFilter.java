package dev.leadrelay.deadletter;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are asked for; null asks for any.
 *
 * @param text words, each of which stands in the message or the lead key, whole, in any case; {@code wor*} asks for any that begins so
 * @param since parked then or later, in milliseconds since the epoch
 * @param until parked before that, in milliseconds since the epoch
 */
record ItemFilter(
        @Nullable String listId,
        @Nullable String stage,
        @Nullable String failureClass,
        @Nullable String state,
        @Nullable String fingerprint,
        @Nullable String text,
        @Nullable Long since,
        @Nullable Long until) {

    /** Asks for every dead letter. */
    static final ItemFilter ANY = new ItemFilter(null, null, null, null, null, null, null, null);

    /** The words that are asked for; none where any text will do. */
    Set<Words.Wanted> words() {
        return text == null ? Set.of() : Words.wanted(text);
    }
}
