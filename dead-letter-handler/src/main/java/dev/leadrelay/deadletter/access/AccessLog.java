package dev.leadrelay.deadletter.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Who logged in and out, who failed to, and what was refused. It stands in the store but comes from no topic: with the store it is
 * lost. Thread-safe.
 */
public final class AccessLog {
    private static final int MOST_ROWS = 100_000;
    private static final Duration BETWEEN_SWEEPS = Duration.ofHours(1);
    private static final int LONGEST = 200;

    private final Jdbi jdbi;
    private final Clock clock;
    private final Duration keep;
    private final AtomicReference<Instant> nextSweep = new AtomicReference<>(Instant.EPOCH);

    /** @param keep how long an event is kept */
    AccessLog(Jdbi jdbi, Clock clock, Duration keep) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.keep = keep;
    }

    /**
     * The latest events, the last first.
     *
     * @param before id of the last one of the page before; null for the first page
     */
    public List<AccessEvent> recent(int limit, @Nullable Long before) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select id, at_millis, user_name, address, what, result from access_event
                        where id < :before order by id desc limit :limit
                        """)
                .bind("before", before == null ? Long.MAX_VALUE : before)
                .bind("limit", limit)
                .map((row, context) -> new AccessEvent(
                        row.getLong("id"),
                        Instant.ofEpochMilli(row.getLong("at_millis")),
                        row.getString("user_name"),
                        row.getString("address"),
                        row.getString("what"),
                        row.getString("result")))
                .list());
    }

    void add(String user, String address, String what, String result) {
        Instant now = clock.instant();
        sweep(now);
        jdbi.useTransaction(handle -> handle.createUpdate("""
                        insert into access_event (at_millis, user_name, address, what, result)
                        values (:at, :user, :address, :what, :result)
                        """)
                .bind("at", now.toEpochMilli())
                .bind("user", fit(user))
                .bind("address", fit(address))
                .bind("what", fit(what))
                .bind("result", fit(result))
                .execute());
    }

    private void sweep(Instant now) {
        Instant due = nextSweep.get();
        if (now.isBefore(due) || !nextSweep.compareAndSet(due, now.plus(BETWEEN_SWEEPS))) {
            return;
        }
        jdbi.useTransaction(handle -> {
            handle.createUpdate("delete from access_event where at_millis < :oldest")
                    .bind("oldest", now.minus(keep).toEpochMilli())
                    .execute();
            handle.createUpdate(
                            "delete from access_event where id <= (select max(id) from access_event) - " + MOST_ROWS)
                    .execute();
        });
    }

    /** Names and paths are whatever somebody sent. */
    private static String fit(String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        StringBuilder fitting = new StringBuilder(cut.length());
        cut.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? 0xFFFD : c)
                .forEach(fitting::appendCodePoint);
        return fitting.toString();
    }
}
