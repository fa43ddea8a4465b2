package dev.leadrelay.deadletter;

import dev.leadrelay.schemas.records.DeadLetter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/** The reading side of the store. Thread-safe. */
final class TriageQueries {
    private static final String COLUMNS = """
            id, lead_key, list_id, attributed, original_topic, stage, failure_class, message, violation_codes,
            fingerprint, attempt, run_id, parked_at, state, state_reason, occurrences
            """;

    /**
     * Dead letters of one fingerprint: {@code count} and {@code open} are of those that were asked for, the rest is of all.
     *
     * @param firstSeen milliseconds since the epoch
     * @param lastSeen milliseconds since the epoch
     * @param recurred true when it was settled by decisions and is open again: every open one came after the last of them
     * @param trend how many were parked on each of the last days (UTC), the earliest first, today last
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
            boolean recurred,
            List<Long> trend) {

        /** Whether none of those that were asked for is open. */
        boolean settled() {
            return open == 0;
        }

        /** The same group, that has been seen earlier. */
        Group startingWith(Group earlier) {
            return new Group(
                    fingerprint,
                    stage,
                    failureClass,
                    sampleMessage,
                    count,
                    open,
                    Math.min(firstSeen, earlier.firstSeen),
                    lastSeen,
                    recurred,
                    trend);
        }
    }

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
            byte[] value) {

        /** Where it stands among all of them. */
        Cursor place() {
            return new Cursor(recordedAt, partition + "/" + offset + "/" + topic);
        }
    }

    /**
     * A dead letter and the decisions about it, the earliest first, as they stood at one moment.
     *
     * @param fate what came of it; null while nothing was decided
     */
    record Letter(
            Item item,
            DeadLetter record,
            List<DecisionView> decisions,
            @Nullable Fate fate) {}

    /** Days of a group's trend. */
    static final int TREND_DAYS = 14;

    private final Jdbi jdbi;
    private final LetterIndex index;
    private final Clock clock;

    /** @param clock says which day is today, where trends end */
    TriageQueries(Jdbi jdbi, LetterIndex index, Clock clock) {
        this.jdbi = jdbi;
        this.index = index;
        this.clock = clock;
    }

    /** Dead letters, the latest first. */
    List<Item> page(ItemFilter filter, @Nullable Cursor after, int limit) {
        List<String> ids = places(filter, after, limit).stream().map(Cursor::id).toList();
        Map<String, Item> items = items(ids);
        return ids.stream()
                .flatMap(id -> Optional.ofNullable(items.get(id)).stream())
                .toList();
    }

    /** The dead letters that the store has of these, by identifier. */
    Map<String, Item> items(Collection<String> ids) {
        return jdbi.withHandle(handle -> {
            Map<String, Item> items = new HashMap<>();
            InLists.forEach(
                    ids,
                    some -> handle.createQuery("select " + COLUMNS + " from dead_letter where id in (<ids>)")
                            .bindList("ids", some)
                            .map((row, context) -> item(row))
                            .forEach(item -> items.put(item.id(), item)));
            return items;
        });
    }

    /** Where the dead letters of a page stand. */
    List<Cursor> places(ItemFilter filter, @Nullable Cursor after, int limit) {
        return index.page(filter, after, limit);
    }

    /**
     * A dead letter with its decisions, read from one snapshot: the projection writes while pages are read. H2 gives one snapshot of
     * all tables at no lower level.
     */
    Optional<Letter> letter(String id) {
        return jdbi.inTransaction(
                TransactionIsolationLevel.SERIALIZABLE,
                handle -> item(handle, id)
                        .flatMap(item -> record(handle, id).map(record -> letter(handle, item, record))));
    }

    private static Letter letter(Handle handle, Item item, DeadLetter record) {
        List<DecisionView> decisions = decisions(handle, item.id());
        return new Letter(item, record, decisions, FateRows.of(handle, item, decisions));
    }

    Optional<Item> item(String id) {
        return jdbi.withHandle(handle -> item(handle, id));
    }

    private static Optional<Item> item(Handle handle, String id) {
        return handle.createQuery("select " + COLUMNS + " from dead_letter where id = :id")
                .bind("id", id)
                .map((row, context) -> item(row))
                .findOne();
    }

    /** The whole record of a dead letter. */
    Optional<DeadLetter> record(String id) {
        return jdbi.withHandle(handle -> record(handle, id));
    }

    private static Optional<DeadLetter> record(Handle handle, String id) {
        return handle.createQuery("select record from dead_letter where id = :id")
                .bind("id", id)
                .map((row, context) -> LetterRows.RECORDS.decode(row.getBytes("record")))
                .findOne();
    }

    /** Decisions about a dead letter, the earliest first. */
    List<DecisionView> decisions(String id) {
        return jdbi.withHandle(handle -> decisions(handle, id));
    }

    private static List<DecisionView> decisions(Handle handle, String id) {
        return handle.createQuery("""
                        select d.decision_id, d.kind, d.reason, d.decided_by, d.by_policy, d.decided_at,
                            d.hash_before, d.hash_after, l.attributed, o.outcome, o.reason as outcome_reason, o.answered_at
                        from decision d
                        left join outcome o on o.dead_letter_id = d.dead_letter_id and o.decision_id = d.decision_id
                        left join dead_letter l on l.id = d.dead_letter_id
                        where d.dead_letter_id = :id order by d.decided_at, d.decision_id
                        """)
                .bind("id", id)
                .map((row, context) -> decision(row))
                .list();
    }

    /** Groups by fingerprint, those with the most open dead letters first. */
    List<Group> groups(ItemFilter filter, int limit) {
        long today = Math.floorDiv(clock.millis(), Counted.DAY_MILLIS);
        return jdbi.withHandle(handle -> new GroupQuery(handle, index, filter, today).run(limit));
    }

    /** Of the same moment as pages and groups: who counts and then asks for what was counted finds it. */
    List<Count> counts() {
        return index.counts();
    }

    List<DecisionCount> decisionCounts() {
        return jdbi.withHandle(handle -> handle.createQuery("select kind, outcome, items from decision_count")
                .map((row, context) ->
                        new DecisionCount(row.getString("kind"), row.getString("outcome"), row.getLong("items")))
                .list());
    }

    long unreadableCount() {
        return jdbi.withHandle(handle -> handle.createQuery("select count(*) from unreadable_record")
                .mapTo(Long.class)
                .one());
    }

    /** Records that could not be read, the latest first, behind the {@link UnreadableRecord#place()} of one of them. */
    List<UnreadableRecord> unreadable(@Nullable Cursor after, int limit) {
        String behind = after == null ? "" : """
                where recorded_at < :at or recorded_at = :at and (topic > :topic or topic = :topic
                    and (partition_id > :partition or partition_id = :partition and record_offset < :offset))
                """;
        return jdbi.withHandle(handle -> {
            Query query = handle.createQuery("""
                            select topic, partition_id, record_offset, recorded_at, reason, record_key, record_value
                            from unreadable_record
                            """ + behind
                            + " order by recorded_at desc, topic, partition_id, record_offset desc limit :limit")
                    .bind("limit", limit);
            if (after != null) {
                bind(query, after);
            }
            return query.map((row, context) -> unreadable(row)).list();
        });
    }

    private static void bind(Query query, Cursor after) {
        String[] place = after.id().split("/", 3);
        try {
            query.bind("at", after.parkedAt())
                    .bind("partition", Integer.parseInt(place[0]))
                    .bind("offset", Long.parseLong(place[1]))
                    .bind("topic", place[2]);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw RequestReader.invalid("after must be the 'next' of the page before, as it was given");
        }
    }

    private static UnreadableRecord unreadable(ResultSet row) throws SQLException {
        return new UnreadableRecord(
                row.getString("topic"),
                row.getInt("partition_id"),
                row.getLong("record_offset"),
                row.getLong("recorded_at"),
                row.getString("reason"),
                row.getBytes("record_key"),
                row.getBytes("record_value"));
    }

    private static Item item(ResultSet row) throws SQLException {
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
                row.getString("hash_before"),
                row.getString("hash_after"),
                outcome,
                attributed ? row.getString("outcome_reason") : null,
                outcome == null
                        ? null
                        : attributed ? Long.valueOf(row.getLong("answered_at")) : Long.valueOf(decidedAt));
    }
}
