package dev.leadrelay.deadletter;

import dev.leadrelay.schemas.Fingerprints;
import dev.leadrelay.schemas.Identifiers;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
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

    private static final String SELECT =
            "select id, cause, fingerprint, stage, failure_class, attributed, list_id, lead_key, state,"
                    + " parked_at, message from dead_letter";

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
                some -> handle.createQuery(SELECT + " where id in (<ids>)")
                        .bindList("ids", some)
                        .map((row, context) -> of(row))
                        .forEach(counted -> found.put(counted.id(), counted)));
        return found;
    }

    /** All that are stored, so many at a time. */
    static void forEach(Handle handle, int size, Consumer<List<Counted>> batch) {
        List<Counted> some = new ArrayList<>(size);
        // PostgreSQL hands out everything at once unless it is told a number, within a transaction.
        try (Stream<Counted> all =
                handle.createQuery(SELECT).setFetchSize(size).map((row, context) -> of(row)).stream()) {
            all.forEach(counted -> {
                some.add(counted);
                if (some.size() == size) {
                    batch.accept(List.copyOf(some));
                    some.clear();
                }
            });
        }
        batch.accept(List.copyOf(some));
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

    /** What it is found by: the words of message and lead key. */
    Set<String> words() {
        return Words.of(leadKey == null ? message : message + " " + leadKey);
    }

    /** Whether it says the same of its cause. */
    boolean countsAs(Counted other) {
        return cause.equals(other.cause) && parkedAt == other.parkedAt && message.equals(other.message);
    }
}
