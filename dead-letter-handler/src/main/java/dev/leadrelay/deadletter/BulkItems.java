package dev.leadrelay.deadletter;

import dev.leadrelay.schemas.records.DecisionKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Reads the items of bulk jobs with what came of them. Thread-safe. */
final class BulkItems {
    private static final String SELECT = """
            select i.ord, i.dead_letter_id, i.state, i.decision_id, i.intended_at, i.line, j.kind,
                o.outcome, o.reason as outcome_reason, %s
            from bulk_item i
            join bulk_job j on j.id = i.job_id
            left join dead_letter l on l.id = i.dead_letter_id
            left join outcome o on o.dead_letter_id = i.dead_letter_id and o.decision_id = i.decision_id
            %s
            where i.job_id = :job and i.ord > :after
            """.formatted(FateRows.COLUMNS, FateRows.JOIN_END);

    private final Jdbi jdbi;

    BulkItems(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Items in their order.
     *
     * @param after the place behind which the page begins; -1 for the first
     * @param state only those of it; null for all
     */
    List<BulkItem> page(String jobId, int after, BulkItem.@Nullable State state, int limit) {
        String sql = SELECT + (state == null ? "" : " and i.state = :state") + " order by i.ord limit :limit";
        return jdbi.withHandle(handle -> {
            var query = handle.createQuery(sql)
                    .bind("job", jobId)
                    .bind("after", after)
                    .bind("limit", limit);
            return (state == null ? query : query.bind("state", state.name()))
                    .map((row, context) -> item(row))
                    .list();
        });
    }

    /** How the dispatched items of a job stand, as its canary looks at them. */
    BulkEvent.CanarySeen canary(BulkJob job) {
        List<BulkItem> dispatched =
                page(job.id(), -1, BulkItem.State.DISPATCHED, job.state().dispatched());
        int settled = 0;
        int failed = 0;
        for (BulkItem item : dispatched) {
            Fate fate = item.fate();
            settled += fate != null && fate.settled() ? 1 : 0;
            failed += fate != null && fate.failed(job.order().kind()) ? 1 : 0;
        }
        return new BulkEvent.CanarySeen(settled, failed);
    }

    private static BulkItem item(ResultSet row) throws SQLException {
        BulkItem.State state = BulkItem.State.valueOf(row.getString("state"));
        long intended = row.getLong("intended_at");
        Long intendedAt = row.wasNull() ? null : Long.valueOf(intended);
        return new BulkItem(
                row.getInt("ord"),
                row.getString("dead_letter_id"),
                state,
                row.getString("decision_id"),
                intendedAt,
                row.getString("line"),
                row.getString("lead_key"),
                state == BulkItem.State.DISPATCHED ? fate(row) : null);
    }

    private static Fate fate(ResultSet row) throws SQLException {
        return Fate.of(FateRows.known(
                row,
                DecisionKind.valueOf(row.getString("kind")),
                row.getString("outcome"),
                row.getString("outcome_reason")));
    }
}
