package dev.leadrelay.deadletter;

import java.util.Collection;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Writes the words that dead letters have beside those of their cause. */
final class WordRows {
    private WordRows() {}

    static void add(Handle handle, Collection<Counted> letters) {
        execute(handle, "insert into dead_letter_word (word, parked_at, id) values (?, ?, ?)", letters);
    }

    static void remove(Handle handle, Collection<Counted> letters) {
        execute(handle, "delete from dead_letter_word where word = ? and parked_at = ? and id = ?", letters);
    }

    private static void execute(Handle handle, String sql, Collection<Counted> letters) {
        try (PreparedBatch batch = handle.prepareBatch(sql)) {
            for (Counted letter : letters) {
                letter.ownWords().forEach(word -> batch.add(word, letter.parkedAt(), letter.id()));
            }
            if (batch.size() > 0) {
                batch.execute();
            }
        }
    }
}
