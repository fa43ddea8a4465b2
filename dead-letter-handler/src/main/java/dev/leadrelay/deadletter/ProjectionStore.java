package dev.leadrelay.deadletter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The writing side of the store: facts and the position up to which they were read, in one transaction, with the index behind it. A
 * fact below the stored position changes nothing. For one writing thread.
 */
final class ProjectionStore implements AutoCloseable {
    private final Jdbi jdbi;
    private final LetterIndexFeed index;

    ProjectionStore(Jdbi jdbi, LetterIndex index) {
        this.jdbi = jdbi;
        this.index = new LetterIndexFeed(jdbi, index);
    }

    /**
     * Brings the index up to what the store holds, after a start or a failure.
     *
     * @param progress is told how many dead letters are in, where it is built anew
     */
    void catchUp(LongConsumer progress) {
        index.catchUp(progress);
    }

    /**
     * The same where it is a matter of moments, before anything is asked.
     *
     * @throws dev.leadrelay.service.SettingsException when the index cannot be written
     */
    void catchUpIfNear() {
        index.catchUpIfNear();
    }

    /** Closes the index. */
    @Override
    public void close() {
        index.close();
    }

    /** The offset to read next, by partition; partitions never read are not there. */
    Map<TopicPartition, Long> positions() {
        return jdbi.withHandle(ProjectionStore::positions);
    }

    /** Empties all tables that are a projection of the topics, positions among them. */
    void clear() {
        jdbi.useTransaction(handle -> {
            StoreTables.PROJECTION.forEach(table -> handle.execute("delete from " + table));
            index.forget(handle);
        });
        catchUp(done -> {});
    }

    /** Adds what was read, and the positions behind it, or nothing at all. */
    void apply(List<Fact> facts) {
        catchUp(done -> {});
        Change change = jdbi.inTransaction(handle -> {
            Map<TopicPartition, Long> before = positions(handle);
            Map<TopicPartition, Long> after = new HashMap<>(before);
            List<Fact> fresh = new ArrayList<>();
            Set<String> touched = new LinkedHashSet<>();
            for (Fact fact : facts) {
                Source source = fact.source();
                if (source.offset() >= after.getOrDefault(source.topicPartition(), 0L)) {
                    fresh.add(fact);
                    about(fact).ifPresent(touched::add);
                    after.put(source.topicPartition(), source.offset() + 1);
                }
            }
            Summaries summaries = Summaries.before(handle, touched);
            List<Fact.Letter> letters = fresh.stream()
                    .filter(Fact.Letter.class::isInstance)
                    .map(Fact.Letter.class::cast)
                    .toList();
            LetterRows.add(handle, letters, summaries.stored());
            fresh.forEach(fact -> add(handle, fact));
            LeadEndRows.add(
                    handle,
                    fresh.stream()
                            .filter(Fact.Ended.class::isInstance)
                            .map(fact -> ((Fact.Ended) fact).end())
                            .toList());
            Knowledge known = Knowledge.of(handle, touched);
            restate(handle, touched, known);
            known.decided().keySet().forEach(id -> GroupRows.decided(handle, id));
            List<Counted> changed = summaries.bringUpToDate(known);
            writePositions(handle, before, after);
            return new Change(index.note(handle, changed), changed);
        });
        if (!change.letters().isEmpty()) {
            index.put(change.number(), change.letters());
        }
    }

    /** What a transaction has changed, and its number. */
    private record Change(long number, List<Counted> letters) {}

    private static Optional<String> about(Fact fact) {
        return switch (fact) {
            case Fact.Letter letter -> Optional.of(letter.letter().getDeadLetterId());
            case Fact.Decision decision -> Optional.of(decision.decision().getDeadLetterId());
            case Fact.Outcome outcome -> Optional.of(outcome.outcome().getDeadLetterId());
            case Fact.Ended ended -> Optional.empty();
            case Fact.Unreadable unreadable -> Optional.empty();
        };
    }

    private static void add(Handle handle, Fact fact) {
        switch (fact) {
            case Fact.Letter letter -> {
                // Added with the others.
            }
            case Fact.Ended ended -> {
                // Added with the others.
            }
            case Fact.Decision decision -> TriageRows.add(handle, decision);
            case Fact.Outcome outcome -> TriageRows.add(handle, outcome);
            case Fact.Unreadable unreadable -> addUnreadable(handle, unreadable);
        }
    }

    private record Row(String id, boolean attributed, Standing standing) {}

    /** Writes how the dead letters stand by what is known now, where that has changed. */
    private static void restate(Handle handle, Set<String> ids, Knowledge known) {
        List<Row> rows = new ArrayList<>();
        InLists.forEach(
                ids,
                some -> rows.addAll(handle.createQuery(
                                "select id, attributed, state, state_reason from dead_letter where id in (<ids>)")
                        .bindList("ids", some)
                        .map((row, context) -> new Row(
                                row.getString("id"),
                                row.getBoolean("attributed"),
                                new Standing(ItemState.valueOf(row.getString("state")), row.getString("state_reason"))))
                        .list()));
        for (Row row : rows) {
            Standing standing = known.standing(row.id(), row.attributed());
            if (!standing.equals(row.standing())) {
                handle.createUpdate("update dead_letter set state = :state, state_reason = :reason where id = :id")
                        .bind("state", standing.state().name())
                        .bind("reason", standing.reason())
                        .bind("id", row.id())
                        .execute();
            }
        }
    }

    private static void addUnreadable(Handle handle, Fact.Unreadable unreadable) {
        Source source = unreadable.source();
        handle.createUpdate("""
                        insert into unreadable_record
                            (topic, partition_id, record_offset, recorded_at, reason, record_key, record_value)
                        values (:topic, :partition, :offset, :at, :reason, :key, :value)
                        """)
                .bind("topic", source.topic())
                .bind("partition", source.partition())
                .bind("offset", source.offset())
                .bind("at", source.timestamp())
                .bind("reason", Columns.fit(unreadable.reason(), Columns.TEXT))
                .bind("key", unreadable.key())
                .bind("value", unreadable.value())
                .execute();
    }

    private static Map<TopicPartition, Long> positions(Handle handle) {
        Map<TopicPartition, Long> positions = new HashMap<>();
        handle.createQuery("select topic, partition_id, next_offset from read_position")
                .map((row, context) -> positions.put(
                        new TopicPartition(row.getString("topic"), row.getInt("partition_id")),
                        row.getLong("next_offset")))
                .list();
        return positions;
    }

    private static void writePositions(
            Handle handle, Map<TopicPartition, Long> before, Map<TopicPartition, Long> after) {
        after.forEach((partition, offset) -> {
            Long earlier = before.get(partition);
            if (!offset.equals(earlier)) {
                String sql = earlier == null
                        ? "insert into read_position (topic, partition_id, next_offset) values (:topic, :partition, :offset)"
                        : "update read_position set next_offset = :offset where topic = :topic and partition_id = :partition";
                handle.createUpdate(sql)
                        .bind("topic", partition.topic())
                        .bind("partition", partition.partition())
                        .bind("offset", offset)
                        .execute();
            }
        });
    }
}
