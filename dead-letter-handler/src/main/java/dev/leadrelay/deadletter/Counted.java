package dev.leadrelay.deadletter;

import dev.leadrelay.schemas.Fingerprints;
import dev.leadrelay.schemas.Identifiers;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The part of a dead letter that the summaries are made of.
 *
 * @param parkedAt milliseconds since the epoch
 */
record Counted(
        String id,
        String cause,
        String fingerprint,
        String stage,
        String failureClass,
        boolean attributed,
        @Nullable String listId,
        @Nullable String leadKey,
        String state,
        long parkedAt,
        String message) {
    static final long DAY_MILLIS = 86_400_000;

    /** What stands for a value in a normalised message is no word of it. */
    private static final String PLACEHOLDERS = "<(?:url|value|id|n)>";

    /** Identifier of what a dead letter has in common with others; texts as their columns hold them. */
    static String cause(String fingerprint, String stage, String failureClass, boolean attributed, String message) {
        return Identifiers.shortHash(
                "cause",
                fingerprint,
                stage,
                failureClass,
                Boolean.toString(attributed),
                Fingerprints.normalised(message));
    }

    /** The stored ones among some dead letters, by id. */
    static Map<String, Counted> of(Handle handle, Collection<String> ids) {
        Map<String, Counted> found = new HashMap<>();
        InLists.forEach(
                ids,
                some -> handle.createQuery("""
                        select id, cause, fingerprint, stage, failure_class, attributed, list_id, lead_key, state, parked_at,
                            message
                        from dead_letter where id in (<ids>)
                        """)
                        .bindList("ids", some)
                        .map((row, context) -> of(row))
                        .forEach(counted -> found.put(counted.id(), counted)));
        return found;
    }

    private static Counted of(ResultSet row) throws SQLException {
        return new Counted(
                row.getString("id"),
                row.getString("cause"),
                row.getString("fingerprint"),
                row.getString("stage"),
                row.getString("failure_class"),
                row.getBoolean("attributed"),
                row.getString("list_id"),
                row.getString("lead_key"),
                row.getString("state"),
                row.getLong("parked_at"),
                row.getString("message"));
    }

    /** The day (UTC) it was parked, counted from the epoch. */
    long day() {
        return Math.floorDiv(parkedAt, DAY_MILLIS);
    }

    /** Words that all dead letters of the cause have. */
    static Set<String> commonWords(String message) {
        return Words.of(Fingerprints.normalised(message).replaceAll(PLACEHOLDERS, " "));
    }

    /** Words of message and lead key that the cause does not have. */
    Set<String> ownWords() {
        Set<String> words = new TreeSet<>(Words.of(message));
        if (leadKey != null) {
            words.addAll(Words.of(leadKey));
        }
        words.removeAll(commonWords(message));
        return words;
    }

    /** Whether the same words stand at the same place in the index. */
    boolean hasWordsOf(Counted other) {
        return parkedAt == other.parkedAt && message.equals(other.message) && Objects.equals(leadKey, other.leadKey);
    }
}
