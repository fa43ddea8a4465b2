package dev.leadrelay.deadletter;

import dev.leadrelay.schemas.records.DeadLetter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The reading side of the store. Thread-safe. */
final class TriageQueries {
    /** Of a dead letter, what {@link #item(ResultSet)} reads. */
    static final String COLUMNS = """
            id, lead_key, list_id, attributed, original_topic, stage, failure_class, message, violation_codes,
            fingerprint, attempt, run_id, parked_at, state, state_reason, occurrences
            """;

    /**
     * Dead letters of one fingerprint.
     *
     * @param firstSeen milliseconds since the epoch
     * @param lastSeen milliseconds since the epoch
     * @param trend how many were parked on each of the last days (UTC), the earliest first, today last
     * @param settled true when none is open
     * @param recurred true when it was settled by decisions and is open again: every open one came after the last of them
     */
    record Group(
            String fingerprint,
            String stage,
            String failureClass,
            String sampleMessage,
            long count,
            long open,
            long firstSeen,
            long lastSeen,
            boolean settled,
            boolean recurred,
            List<Long> trend) {}

    /** Number of dead letters that agree in everything said here. */
    record Count(String state, String stage, String failureClass, boolean attributed, long count) {}

    /** Number of decisions of a kind with an outcome; {@code PENDING} without one. */
    record DecisionCount(String kind, String outcome, long count) {}

    /** A record of the topics that could not be read; times in milliseconds since the epoch. */
    record UnreadableRecord(
            String topic,
            int partition,
            long offset,
            long recordedAt,
            String reason,
            byte @Nullable [] key,
            byte[] value) {}

    /** Days of a group's trend. */
    static final int TREND_DAYS = 14;

    private static final long DAY_MILLIS = 86_400_000;

    private final Jdbi jdbi;
    private final Clock clock;

    /** @param clock says which day is today, where trends end */
    TriageQueries(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** Dead letters, the latest first. */
    List<Item> page(ItemFilter filter, @Nullable Cursor after, int limit) {
        ItemFilter.Condition condition = filter.condition(after);
        return jdbi.withHandle(handle -> handle.createQuery("select " + COLUMNS + " from dead_letter " + condition.sql()
                        + " order by parked_at desc, id desc limit :limit")
                .bindMap(condition.values())
                .bind("limit", limit)
                .map((row, context) -> item(row))
                .list());
    }

    Optional<Item> item(String id) {
        return jdbi.withHandle(handle -> handle.createQuery("select " + COLUMNS + " from dead_letter where id = :id")
                .bind("id", id)
                .map((row, context) -> item(row))
                .findOne());
    }

    /** The whole record of a dead letter. */
    Optional<DeadLetter> record(String id) {
        return jdbi.withHandle(handle -> handle.createQuery("select record from dead_letter where id = :id")
                .bind("id", id)
                .map((row, context) -> LetterRows.RECORDS.decode(row.getBytes("record")))
                .findOne());
    }

    /** Decisions about a dead letter, the earliest first. */
    List<DecisionView> decisions(String id) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select d.decision_id, d.kind, d.reason, d.decided_by, d.by_policy, d.decided_at, l.attributed,
                            o.outcome, o.reason as outcome_reason, o.answered_at
                        from decision d
                        left join outcome o on o.dead_letter_id = d.dead_letter_id and o.decision_id = d.decision_id
                        left join dead_letter l on l.id = d.dead_letter_id
                        where d.dead_letter_id = :id order by d.decided_at, d.decision_id
                        """)
                .bind("id", id)
                .map((row, context) -> decision(row))
                .list());
    }

    /** Groups by fingerprint, those with the most open dead letters first. */
    List<Group> groups(ItemFilter filter, int limit) {
        ItemFilter.Condition condition = filter.condition(null);
        return groupRows(condition, limit).stream()
                .map(group -> new Group(
                        group.fingerprint(),
                        group.stage(),
                        group.failureClass(),
                        group.sampleMessage(),
                        group.count(),
                        group.open(),
                        group.firstSeen(),
                        group.lastSeen(),
                        group.settled(),
                        group.recurred(),
                        trend(group.fingerprint())))
                .toList();
    }

    private List<Long> trend(String fingerprint) {
        long first = Math.floorDiv(clock.millis(), DAY_MILLIS) - TREND_DAYS + 1;
        Long[] days = new Long[TREND_DAYS];
        Arrays.fill(days, 0L);
        jdbi.useHandle(handle -> handle.createQuery("""
                        select parked_at / 86400000 as parked_on, count(*) as items from dead_letter
                        where fingerprint = :fingerprint and parked_at >= :from and parked_at < :to
                        group by parked_at / 86400000
                        """)
                .bind("fingerprint", fingerprint)
                .bind("from", first * DAY_MILLIS)
                .bind("to", (first + TREND_DAYS) * DAY_MILLIS)
                .map((row, context) -> days[(int) (row.getLong("parked_on") - first)] = row.getLong("items"))
                .list());
        return List.of(days);
    }

    private List<Group> groupRows(ItemFilter.Condition condition, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select fingerprint, min(stage) as stage, min(failure_class) as failure_class,
                            min(message) as message, count(*) as items,
                            sum(case when state = 'OPEN' then 1 else 0 end) as open_items,
                            min(parked_at) as first_seen, max(parked_at) as last_seen,
                            min(case when state = 'OPEN' then parked_at end) as first_open,
                            (select g.last_decided_at from group_decision g
                                where g.fingerprint = dead_letter.fingerprint) as last_decided
                        from dead_letter %s group by fingerprint
                        order by open_items desc, items desc, fingerprint limit :limit
                        """.formatted(condition.sql()))
                .bindMap(condition.values())
                .bind("limit", limit)
                .map((row, context) -> new Group(
                        row.getString("fingerprint"),
                        row.getString("stage"),
                        row.getString("failure_class"),
                        row.getString("message"),
                        row.getLong("items"),
                        row.getLong("open_items"),
                        row.getLong("first_seen"),
                        row.getLong("last_seen"),
                        row.getLong("open_items") == 0,
                        row.getLong("last_decided") > 0 && row.getLong("first_open") > row.getLong("last_decided"),
                        List.of()))
                .list());
    }

    List<Count> counts() {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select state, stage, failure_class, attributed, count(*) as items
                        from dead_letter group by state, stage, failure_class, attributed
                        """)
                .map((row, context) -> new Count(
                        row.getString("state"),
                        row.getString("stage"),
                        row.getString("failure_class"),
                        row.getBoolean("attributed"),
                        row.getLong("items")))
                .list());
    }

    List<DecisionCount> decisionCounts() {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select kind, outcome, count(*) as items from (
                            select d.kind, coalesce(o.outcome,
                                case when l.attributed = false then 'APPLIED' else 'PENDING' end) as outcome
                            from decision d
                            left join outcome o on o.dead_letter_id = d.dead_letter_id and o.decision_id = d.decision_id
                            left join dead_letter l on l.id = d.dead_letter_id) answered
                        group by kind, outcome
                        """)
                .map((row, context) ->
                        new DecisionCount(row.getString("kind"), row.getString("outcome"), row.getLong("items")))
                .list());
    }

    long unreadableCount() {
        return jdbi.withHandle(handle -> handle.createQuery("select count(*) from unreadable_record")
                .mapTo(Long.class)
                .one());
    }

    /** Records that could not be read, the latest first. */
    List<UnreadableRecord> unreadable(int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select topic, partition_id, record_offset, recorded_at, reason, record_key, record_value
                        from unreadable_record
                        order by recorded_at desc, topic, partition_id, record_offset desc limit :limit
                        """)
                .bind("limit", limit)
                .map((row, context) -> new UnreadableRecord(
                        row.getString("topic"),
                        row.getInt("partition_id"),
                        row.getLong("record_offset"),
                        row.getLong("recorded_at"),
                        row.getString("reason"),
                        row.getBytes("record_key"),
                        row.getBytes("record_value")))
                .list());
    }

    static Item item(ResultSet row) throws SQLException {
        return new Item(
                row.getString("id"),
                row.getString("lead_key"),
                row.getString("list_id"),
                row.getBoolean("attributed"),
                row.getString("original_topic"),
                row.getString("stage"),
                row.getString("failure_class"),
                row.getString("message"),
                row.getString("violation_codes"),
                row.getString("fingerprint"),
                row.getInt("attempt"),
                row.getString("run_id"),
                row.getLong("parked_at"),
                ItemState.valueOf(row.getString("state")),
                row.getString("state_reason"),
                row.getInt("occurrences"));
    }

    static DecisionView decision(ResultSet row) throws SQLException {
        boolean attributed = row.getBoolean("attributed") || row.wasNull();
        String outcome = attributed ? row.getString("outcome") : "APPLIED";
        long decidedAt = row.getLong("decided_at");
        return new DecisionView(
                row.getString("decision_id"),
                row.getString("kind"),
                row.getString("reason"),
                row.getString("decided_by"),
                row.getBoolean("by_policy"),
                decidedAt,
                outcome,
                attributed ? row.getString("outcome_reason") : null,
                outcome == null
                        ? null
                        : attributed ? Long.valueOf(row.getLong("answered_at")) : Long.valueOf(decidedAt));
    }
}
