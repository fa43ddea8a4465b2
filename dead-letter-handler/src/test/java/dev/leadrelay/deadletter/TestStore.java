package dev.leadrelay.deadletter;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** A store of its own in memory. */
final class TestStore implements AutoCloseable {
    static final List<String> TABLES = StoreTables.PROJECTION;

    final StoreDatabase database;
    final LetterIndex index;
    final ProjectionStore store;
    final TriageQueries queries;
    final PolicyQueries policies;

    TestStore() {
        this("jdbc:h2:mem:" + UUID.randomUUID());
    }

    TestStore(String url) {
        this(url, "", LetterIndex.inMemory());
    }

    /** A store whose index stands in a folder. */
    TestStore(String url, Path index) {
        this(url, "", LetterIndex.in(index));
    }

    /** A store of its own in PostgreSQL. */
    static TestStore onPostgres() {
        return new TestStore(TestPostgres.newDatabase(), TestPostgres.USER, LetterIndex.inMemory());
    }

    private TestStore(String url, String user, LetterIndex index) {
        this.index = index;
        database = StoreDatabase.open(url, user, "", 4);
        store = new ProjectionStore(database.jdbi(), index);
        store.catchUp(done -> {});
        queries = new TriageQueries(
                database.jdbi(), index, Clock.fixed(Instant.ofEpochMilli(Samples.NOON), ZoneOffset.UTC));
        policies = new PolicyQueries(database.jdbi(), index);
    }

    /** The content of the tables, rows in a fixed order. */
    Map<String, List<String>> content() {
        Map<String, List<String>> content = new TreeMap<>();
        for (String table : TABLES) {
            List<String> rows = new ArrayList<>();
            database.jdbi()
                    .useHandle(handle -> handle.createQuery("select * from " + table)
                            .mapToMap()
                            .forEach(row -> rows.add(new TreeMap<>(row)
                                    .entrySet().stream()
                                            .map(column -> column.getKey() + "=" + text(column.getValue()))
                                            .toList()
                                            .toString())));
            content.put(table, rows.stream().sorted().toList());
        }
        return content;
    }

    void clear() {
        store.clear();
    }

    @Override
    public void close() {
        store.close();
        database.close();
    }

    private static String text(Object value) {
        try {
            return switch (value) {
                case java.sql.Blob blob -> java.util.HexFormat.of().formatHex(blob.getBytes(1, (int) blob.length()));
                case byte[] bytes -> java.util.HexFormat.of().formatHex(bytes);
                case null -> "null";
                default -> value.toString();
            };
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
