package dev.leadrelay.deadletter;

import dev.leadrelay.schemas.records.Draft;
import dev.leadrelay.schemas.records.LeadResult;
import dev.leadrelay.schemas.records.Score;
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
            insert into lead_end (lead_key, list_id, status, reason, ended_at, cost_micros, external_id, who, company,
                total, tier, subject, seen_partition, seen_offset)
            values (:leadKey, :listId, :status, :reason, :endedAt, :costMicros, :externalId, :who, :company, :total,
                :tier, :subject, :partition, :offset)
            """;

    private static final String REPLACE = """
            update lead_end set list_id = :listId, status = :status, reason = :reason, ended_at = :endedAt,
                cost_micros = :costMicros, external_id = :externalId, who = :who, company = :company, total = :total,
                tier = :tier, subject = :subject, seen_partition = :partition, seen_offset = :offset
            where lead_key = :leadKey
            """;

    private LeadEndRows() {}

    /** What the store keeps of a result. */
    static LeadRow of(Source seen, LeadResult result) {
        Score score = result.getScore();
        Draft draft = result.getDraft();
        return new LeadRow(
                new LeadEnd(
                        Columns.fit(result.getLeadKey(), KEY),
                        Columns.fit(result.getListId(), LIST),
                        result.getStatus().name(),
                        Columns.fitNullable(result.getReason(), Columns.TEXT),
                        result.getEndedAt().toEpochMilli(),
                        result.getUsage().getCostMicros()),
                Columns.fitNullable(result.getExternalId(), LIST),
                Columns.fitNullable(result.getLead().getFullName(), LIST),
                Columns.fitNullable(result.getLead().getCompany(), LIST),
                score == null ? null : score.getTotal(),
                score == null ? null : score.getTier().name(),
                draft == null ? null : Columns.fit(draft.getSubject(), LIST),
                seen);
    }

    /** Adds ends in the order in which they were read; of several of one lead the one that ended last is kept. */
    static void add(Handle handle, Collection<LeadRow> ends) {
        Map<String, LeadRow> latest = new LinkedHashMap<>();
        ends.forEach(end -> latest.merge(
                end.end().leadKey(), end, (a, b) -> a.end().endedAt() <= b.end().endedAt() ? b : a));
        if (latest.isEmpty()) {
            return;
        }
        Map<String, Long> known = known(handle, latest.keySet());
        write(
                handle,
                INSERT,
                latest.values().stream()
                        .filter(end -> !known.containsKey(end.end().leadKey()))
                        .toList());
        write(
                handle,
                REPLACE,
                latest.values().stream()
                        .filter(end -> known.getOrDefault(end.end().leadKey(), Long.MAX_VALUE)
                                <= end.end().endedAt())
                        .toList());
    }

    private static Map<String, Long> known(Handle handle, Collection<String> keys) {
        Map<String, Long> known = new HashMap<>();
        InLists.forEach(
                keys,
                some -> handle.createQuery("select lead_key, ended_at from lead_end where lead_key in (<keys>)")
                        .bindList("keys", some)
                        .map((row, context) -> known.put(row.getString("lead_key"), row.getLong("ended_at")))
                        .list());
        return known;
    }

    private static void write(Handle handle, String sql, List<LeadRow> ends) {
        if (ends.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch(sql);
        ends.forEach(end -> batch.bind("leadKey", end.end().leadKey())
                .bind("listId", end.end().listId())
                .bind("status", end.end().status())
                .bind("reason", end.end().reason())
                .bind("endedAt", end.end().endedAt())
                .bind("costMicros", end.end().costMicros())
                .bind("externalId", end.externalId())
                .bind("who", end.who())
                .bind("company", end.company())
                .bind("total", end.total())
                .bind("tier", end.tier())
                .bind("subject", end.subject())
                .bind("partition", end.seen().partition())
                .bind("offset", end.seen().offset())
                .add());
        batch.execute();
    }
}
