package dev.leadrelay.deadletter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** What changed in the counters of the store, gathered and then written at once. For one transaction. */
final class Tally {
    private record Counter(String table, List<String> columns) {}

    private static final Counter CAUSES = new Counter("cause_count", List.of("cause", "state"));
    private static final Counter DECISIONS = new Counter("decision_count", List.of("kind", "outcome"));

    private final Map<Counter, Map<List<Object>, Long>> changes = new HashMap<>();

    /** A dead letter that is there now, or (-1) was there before. */
    void add(Counted letter, long number) {
        count(CAUSES, number, letter.cause(), letter.state());
    }

    /** A decision with its outcome that is there now, or (-1) was there before. */
    void addDecision(String kind, String outcome, long number) {
        count(DECISIONS, number, kind, outcome);
    }

    private void count(Counter counter, long number, Object... key) {
        changes.computeIfAbsent(counter, any -> new HashMap<>()).merge(List.of(key), number, Long::sum);
    }

    void write(Handle handle) {
        changes.forEach((counter, numbers) -> {
            numbers.values().removeIf(number -> number == 0);
            if (!numbers.isEmpty()) {
                write(handle, counter, numbers);
            }
        });
    }

    private static void write(Handle handle, Counter counter, Map<List<Object>, Long> numbers) {
        String key = counter.columns().stream().map(column -> column + " = ?").collect(Collectors.joining(" and "));
        List<Map.Entry<List<Object>, Long>> entries = List.copyOf(numbers.entrySet());
        int[] updated = execute(
                handle,
                "update " + counter.table() + " set items = items + ? where " + key,
                entries.stream()
                        .map(entry -> prepended(entry.getValue(), entry.getKey()))
                        .toList());
        List<List<Object>> added = new ArrayList<>();
        List<List<Object>> lowered = new ArrayList<>();
        for (int i = 0; i < updated.length; i++) {
            Map.Entry<List<Object>, Long> entry = entries.get(i);
            if (updated[i] == 0) {
                added.add(prepended(entry.getValue(), entry.getKey()));
            } else if (entry.getValue() < 0) {
                lowered.add(entry.getKey());
            }
        }
        String columns = String.join(", ", counter.columns());
        String marks = ", ?".repeat(counter.columns().size());
        execute(handle, "insert into " + counter.table() + " (items, " + columns + ") values (?" + marks + ")", added);
        execute(handle, "delete from " + counter.table() + " where items = 0 and " + key, lowered);
    }

    private static List<Object> prepended(Object first, List<Object> rest) {
        List<Object> all = new ArrayList<>(rest.size() + 1);
        all.add(first);
        all.addAll(rest);
        return all;
    }

    private static int[] execute(Handle handle, String sql, List<List<Object>> rows) {
        if (rows.isEmpty()) {
            return new int[0];
        }
        try (PreparedBatch batch = handle.prepareBatch(sql)) {
            rows.forEach(row -> batch.add(row.toArray()));
            return batch.execute();
        }
    }
}
