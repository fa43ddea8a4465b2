package dev.leadrelay.deadletter;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** All decisions, for the audit. Thread-safe. */
final class AuditQueries {
    private static final String SELECT = """
            select d.decision_id, d.dead_letter_id, d.kind, d.reason, d.decided_by, d.by_policy, d.decided_at,
                d.hash_before, d.hash_after, l.attributed, l.lead_key, l.stage, l.failure_class, o.outcome, o.reason as outcome_reason, o.answered_at
            from decision d
            left join outcome o on o.dead_letter_id = d.dead_letter_id and o.decision_id = d.decision_id
            left join dead_letter l on l.id = d.dead_letter_id
            """;

    /** A decision with what it was about; what is about a dead letter that is gone is empty. */
    record Entry(DecisionView decision, String deadLetterId, String leadKey, String stage, String failureClass) {}

    /** How often a policy decided what, with which outcome. */
    record PolicyCount(String policy, String kind, String outcome, long count) {}

    private final Jdbi jdbi;

    AuditQueries(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Decisions behind a cursor (time and id of a decision), the latest first. */
    List<Entry> page(@Nullable Cursor after, int limit) {
        String behind =
                after == null ? "" : "where d.decided_at <= :at and (d.decided_at < :at or d.decision_id < :id)";
        return jdbi.withHandle(handle -> {
            var query = handle.createQuery(
                            SELECT + behind + " order by d.decided_at desc, d.decision_id desc limit :limit")
                    .bind("limit", limit);
            if (after != null) {
                query.bind("at", after.parkedAt()).bind("id", after.id());
            }
            return query.map((row, context) -> entry(row)).list();
        });
    }

    List<PolicyCount> policyCounts() {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select d.decided_by, d.kind, coalesce(o.outcome, 'PENDING') as outcome, count(*) as items
                        from decision d
                        left join outcome o on o.dead_letter_id = d.dead_letter_id and o.decision_id = d.decision_id
                        where d.by_policy = true
                        group by d.decided_by, d.kind, coalesce(o.outcome, 'PENDING')
                        order by items desc, d.decided_by, d.kind
                        """)
                .map((row, context) -> new PolicyCount(
                        row.getString("decided_by"),
                        row.getString("kind"),
                        row.getString("outcome"),
                        row.getLong("items")))
                .list());
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                TriageQueries.decision(row),
                row.getString("dead_letter_id"),
                DeskText.orEmpty(row.getString("lead_key")),
                DeskText.orEmpty(row.getString("stage")),
                DeskText.orEmpty(row.getString("failure_class")));
    }
}
