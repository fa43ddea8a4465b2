package dev.leadrelay.orchestrator.topology;

import dev.leadrelay.schemas.records.ListState;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import org.apache.kafka.streams.processor.TaskId;

/** The states of the lists that this instance owns, for metrics. Thread-safe. */
public final class OwnedLedgers {
    private final Map<TaskId, Map<String, ListState>> byTask = new ConcurrentHashMap<>();

    void put(TaskId task, String listId, ListState state) {
        byTask.computeIfAbsent(task, t -> new ConcurrentHashMap<>()).put(listId, state);
    }

    void remove(TaskId task, String listId) {
        Map<String, ListState> lists = byTask.get(task);
        if (lists != null) {
            lists.remove(listId);
        }
    }

    void removeAll(TaskId task) {
        byTask.remove(task);
    }

    /** Sum of a term over all owned lists. */
    public long sum(ToLongFunction<ListState> term) {
        return byTask.values().stream()
                .flatMap(lists -> lists.values().stream())
                .mapToLong(term)
                .sum();
    }
}
