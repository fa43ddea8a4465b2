package dev.leadrelay.deadletter;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Writes the causes: what their dead letters have in common, when the first and the last were parked, and the last one's message. */
final class CauseRows {
    /** First and last of a cause. */
    private record Span(long first, long last, String lastId, String sample) {
        static Span of(Counted letter) {
            return new Span(letter.parkedAt(), letter.parkedAt(), letter.id(), letter.message());
        }

        Span and(Span other) {
            boolean later = other.last > last || (other.last == last && other.lastId.compareTo(lastId) > 0);
            Span latest = later ? other : this;
            return new Span(Math.min(first, other.first), latest.last, latest.lastId, latest.sample);
        }
    }

    private CauseRows() {}

    /** Adds dead letters to their causes. */
    static void add(Handle handle, Collection<Counted> letters) {
        Map<String, Span> spans = new HashMap<>();
        Map<String, Counted> examples = new HashMap<>();
        for (Counted letter : letters) {
            spans.merge(letter.cause(), Span.of(letter), Span::and);
            examples.put(letter.cause(), letter);
        }
        Map<String, Span> known = known(handle, spans.keySet());
        Map<String, Span> grown = new HashMap<>();
        spans.forEach((cause, span) -> {
            Span before = known.get(cause);
            if (before == null) {
                insert(handle, Objects.requireNonNull(examples.get(cause)), span);
            } else if (!before.and(span).equals(before)) {
                grown.put(cause, before.and(span));
            }
        });
        update(handle, grown);
    }

    /** Works the causes out anew from the dead letters they have, after they lost some. */
    static void recount(Handle handle, Set<String> causes) {
        for (String cause : causes) {
            Optional<Span> span = span(handle, cause);
            if (span.isPresent()) {
                update(handle, Map.of(cause, span.get()));
            } else {
                handle.createUpdate("delete from dead_letter_cause where cause = :cause")
                        .bind("cause", cause)
                        .execute();
            }
        }
    }

    private static Optional<Span> span(Handle handle, String cause) {
        return handle.createQuery("""
                        select l.parked_at, l.id, l.message, e.first_seen from dead_letter l,
                            (select min(parked_at) as first_seen, max(parked_at) as last_seen from dead_letter
                                where cause = :cause) e
                        where l.cause = :cause and l.parked_at = e.last_seen order by l.id desc limit 1
                        """)
                .bind("cause", cause)
                .map((row, context) -> new Span(
                        row.getLong("first_seen"),
                        row.getLong("parked_at"),
                        row.getString("id"),
                        row.getString("message")))
                .findOne();
    }

    private static Map<String, Span> known(Handle handle, Collection<String> causes) {
        Map<String, Span> known = new HashMap<>();
        InLists.forEach(
                causes,
                some -> handle.createQuery("""
                        select cause, first_seen, last_seen, last_id, sample_message from dead_letter_cause
                        where cause in (<causes>)
                        """)
                        .bindList("causes", some)
                        .map((row, context) -> known.put(
                                row.getString("cause"),
                                new Span(
                                        row.getLong("first_seen"),
                                        row.getLong("last_seen"),
                                        row.getString("last_id"),
                                        row.getString("sample_message"))))
                        .list());
        return known;
    }

    private static void insert(Handle handle, Counted letter, Span span) {
        handle.createUpdate("""
                        insert into dead_letter_cause (cause, fingerprint, stage, failure_class, attributed, first_seen,
                            last_seen, last_id, sample_message)
                        values (:cause, :fingerprint, :stage, :failureClass, :attributed, :first, :last, :lastId, :sample)
                        """)
                .bind("cause", letter.cause())
                .bind("fingerprint", letter.fingerprint())
                .bind("stage", letter.stage())
                .bind("failureClass", letter.failureClass())
                .bind("attributed", letter.attributed())
                .bind("first", span.first())
                .bind("last", span.last())
                .bind("lastId", span.lastId())
                .bind("sample", span.sample())
                .execute();
    }

    private static void update(Handle handle, Map<String, Span> spans) {
        try (PreparedBatch batch = handle.prepareBatch("""
                update dead_letter_cause set first_seen = ?, last_seen = ?, last_id = ?, sample_message = ?
                where cause = ?
                """)) {
            spans.forEach((cause, span) -> batch.add(span.first(), span.last(), span.lastId(), span.sample(), cause));
            if (batch.size() > 0) {
                batch.execute();
            }
        }
    }
}
