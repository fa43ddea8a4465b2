package dev.leadrelay.deadletter;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Works the summaries of a store out from its rows alone, the slow way, and reads those that are stored, in the same form. */
final class Recount {
    private static final Map<String, String> COUNTERS = Map.of(
            "decision_count",
                    "select kind, outcome, count(*) as items from (select d.kind, coalesce(o.outcome,"
                            + " case when l.attributed = false then 'APPLIED' else 'PENDING' end) as outcome from decision d"
                            + " left join outcome o on o.dead_letter_id = d.dead_letter_id and o.decision_id = d.decision_id"
                            + " left join dead_letter l on l.id = d.dead_letter_id) t group by kind, outcome",
            "dead_letter_cause",
                    "select distinct l.cause, fingerprint, stage, failure_class, attributed, first_seen, last_seen,"
                            + " (select max(id) from dead_letter where cause = l.cause and parked_at = last_seen) as last_id"
                            + " from dead_letter l join (select cause as named, min(parked_at) as first_seen,"
                            + " max(parked_at) as last_seen from dead_letter group by cause) s on s.named = l.cause");

    private Recount() {}

    static Map<String, Set<String>> expected(TestStore store) {
        Map<String, Set<String>> expected = new TreeMap<>();
        COUNTERS.forEach((table, sql) -> expected.put(table, rows(store, sql)));
        return expected;
    }

    static Map<String, Set<String>> stored(TestStore store) {
        Map<String, Set<String>> stored = new TreeMap<>();
        COUNTERS.keySet().forEach(table -> stored.put(table, rows(store, "select * from " + table)));
        return stored;
    }

    /** The numbers of dead letters by kind, as the rows have them. */
    static List<TriageQueries.Count> kinds(TestStore store) {
        return store.database
                .jdbi()
                .withHandle(handle -> handle.createQuery("""
                        select state, stage, failure_class, attributed, count(*) as items from dead_letter
                        group by state, stage, failure_class, attributed
                        """)
                        .map((row, context) -> new TriageQueries.Count(
                                row.getString("state"),
                                row.getString("stage"),
                                row.getString("failure_class"),
                                row.getBoolean("attributed"),
                                row.getLong("items")))
                        .list());
    }

    /** All samples, by cause, as stored, and as the rows have them. */
    static List<Map<String, String>> samples(TestStore store) {
        Map<String, String> stored = new HashMap<>();
        Map<String, String> rows = new HashMap<>();
        store.database.jdbi().useHandle(handle -> {
            handle.createQuery("select cause, sample_message from dead_letter_cause")
                    .map((row, context) -> stored.put(row.getString(1), row.getString(2)))
                    .list();
            handle.createQuery("select cause, message from dead_letter order by parked_at, id")
                    .map((row, context) -> rows.put(row.getString(1), row.getString(2)))
                    .list();
        });
        return List.of(stored, rows);
    }

    private static Set<String> rows(TestStore store, String sql) {
        return store.database
                .jdbi()
                .withHandle(handle -> handle.createQuery(sql).mapToMap().stream()
                        .map(row -> {
                            Map<String, Object> sorted = new TreeMap<>(row);
                            sorted.remove("sample_message");
                            return sorted.toString();
                        })
                        .collect(Collectors.toCollection(TreeSet::new)));
    }
}
