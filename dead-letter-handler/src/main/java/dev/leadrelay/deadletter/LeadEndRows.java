package dev.leadrelay.deadletter;

import dev.leadrelay.schemas.records.LeadResult;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Writes how leads ended into their table: many at once, for every lead of every list is among them. */
final class LeadEndRows {
    private static final int KEY = 1_000;
    private static final int LIST = 500;

    private static final String INSERT = """
            insert into lead_end (lead_key, list_id, status, reason, ended_at, cost_micros)
            values (:leadKey, :listId, :status, :reason, :endedAt, :costMicros)
            """;

    private static final String REPLACE = """
            update lead_end set list_id = :listId, status = :status, reason = :reason, ended_at = :endedAt,
                cost_micros = :costMicros
            where lead_key = :leadKey
            """;

    private LeadEndRows() {}

    /** What the store keeps of a result. */
    static LeadEnd of(LeadResult result) {
        return new LeadEnd(
                Columns.fit(result.getLeadKey(), KEY),
                Columns.fit(result.getListId(), LIST),
                result.getStatus().name(),
                Columns.fitNullable(result.getReason(), Columns.TEXT),
                result.getEndedAt().toEpochMilli(),
                result.getUsage().getCostMicros());
    }

    /** Adds ends in the order in which they were read; of several of one lead the one that ended last is kept. */
    static void add(Handle handle, Collection<LeadEnd> ends) {
        Map<String, LeadEnd> latest = new LinkedHashMap<>();
        ends.forEach(end -> latest.merge(end.leadKey(), end, (a, b) -> a.endedAt() <= b.endedAt() ? b : a));
        if (latest.isEmpty()) {
            return;
        }
        Map<String, Long> known = known(handle, List.copyOf(latest.keySet()));
        write(
                handle,
                INSERT,
                latest.values().stream()
                        .filter(end -> !known.containsKey(end.leadKey()))
                        .toList());
        write(
                handle,
                REPLACE,
                latest.values().stream()
                        .filter(end -> known.getOrDefault(end.leadKey(), Long.MAX_VALUE) <= end.endedAt())
                        .toList());
    }

    private static Map<String, Long> known(Handle handle, List<String> keys) {
        Map<String, Long> known = new HashMap<>();
        handle.createQuery("select lead_key, ended_at from lead_end where lead_key in (<keys>)")
                .bindList("keys", keys)
                .map((row, context) -> known.put(row.getString("lead_key"), row.getLong("ended_at")))
                .list();
        return known;
    }

    private static void write(Handle handle, String sql, List<LeadEnd> ends) {
        if (ends.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch(sql);
        ends.forEach(end -> batch.bind("leadKey", end.leadKey())
                .bind("listId", end.listId())
                .bind("status", end.status())
                .bind("reason", end.reason())
                .bind("endedAt", end.endedAt())
                .bind("costMicros", end.costMicros())
                .add());
        batch.execute();
    }
}
