package dev.leadrelay.deadletter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** What changed in the numbers of decisions, gathered and then written at once. For one transaction. */
final class Tally {
    private record Key(String kind, String outcome) {}

    private final Map<Key, Long> changes = new HashMap<>();

    /** A decision with its outcome that is there now, or (-1) was there before. */
    void add(String kind, String outcome, long number) {
        changes.merge(new Key(kind, outcome), number, Long::sum);
    }

    void write(Handle handle) {
        changes.values().removeIf(number -> number == 0);
        List<Map.Entry<Key, Long>> entries = List.copyOf(changes.entrySet());
        int[] updated =
                execute(handle, "update decision_count set items = items + ? where kind = ? and outcome = ?", entries);
        List<Map.Entry<Key, Long>> added = new ArrayList<>();
        for (int i = 0; i < updated.length; i++) {
            if (updated[i] == 0) {
                added.add(entries.get(i));
            }
        }
        execute(handle, "insert into decision_count (items, kind, outcome) values (?, ?, ?)", added);
        if (entries.stream().anyMatch(entry -> entry.getValue() < 0)) {
            handle.execute("delete from decision_count where items = 0");
        }
    }

    private static int[] execute(Handle handle, String sql, List<Map.Entry<Key, Long>> rows) {
        if (rows.isEmpty()) {
            return new int[0];
        }
        try (PreparedBatch batch = handle.prepareBatch(sql)) {
            rows.forEach(row ->
                    batch.add(row.getValue(), row.getKey().kind(), row.getKey().outcome()));
            return batch.execute();
        }
    }
}
