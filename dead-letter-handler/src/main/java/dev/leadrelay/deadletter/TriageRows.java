package dev.leadrelay.deadletter;

import dev.leadrelay.schemas.records.TriageDecision;
import dev.leadrelay.schemas.records.TriageOutcome;
import org.jdbi.v3.core.Handle;

/** Writes decisions and their answers into their tables. */
final class TriageRows {
    private static final String DECISION = """
            insert into decision (decision_id, dead_letter_id, kind, reason, decided_by, by_policy, decided_at,
                hash_before, hash_after, seen_partition, seen_offset)
            values (:decisionId, :id, :kind, :reason, :by, :byPolicy, :at, :before, :after, :partition, :offset)
            """;

    private static final String OUTCOME = """
            insert into outcome (dead_letter_id, decision_id, outcome, reason, answered_at, seen_partition, seen_offset)
            values (:id, :decisionId, :outcome, :reason, :at, :partition, :offset)
            """;

    private TriageRows() {}

    /** Adds a decision; of several with one identifier the first in its topic is kept. */
    static void add(Handle handle, Fact.Decision fact) {
        TriageDecision decision = fact.decision();
        Source source = fact.source();
        handle.createUpdate("""
                        delete from decision where decision_id = :decisionId and (seen_partition > :partition
                            or (seen_partition = :partition and seen_offset > :offset))
                        """)
                .bind("decisionId", decision.getDecisionId())
                .bind("partition", source.partition())
                .bind("offset", source.offset())
                .execute();
        if (count(handle, "select count(*) from decision where decision_id = :decisionId", decision.getDecisionId(), "")
                == 0) {
            handle.createUpdate(DECISION)
                    .bind("decisionId", decision.getDecisionId())
                    .bind("id", decision.getDeadLetterId())
                    .bind("kind", decision.getKind().name())
                    .bind("reason", Columns.fitNullable(decision.getReason(), Columns.TEXT))
                    .bind("by", Columns.fit(decision.getDecidedBy(), Columns.NAME))
                    .bind("byPolicy", decision.getByPolicy())
                    .bind("at", decision.getDecidedAt().toEpochMilli())
                    .bind("before", Columns.fitNullable(decision.getContentHashBefore(), Columns.NAME))
                    .bind("after", Columns.fitNullable(decision.getContentHashAfter(), Columns.NAME))
                    .bind("partition", source.partition())
                    .bind("offset", source.offset())
                    .execute();
        }
    }

    /** Adds an answer; of several to one decision the first in its topic is kept. */
    static void add(Handle handle, Fact.Outcome fact) {
        TriageOutcome outcome = fact.outcome();
        Source source = fact.source();
        String decisionId = outcome.getDecisionId() == null ? "" : outcome.getDecisionId();
        handle.createUpdate("""
                        delete from outcome where dead_letter_id = :id and decision_id = :decisionId
                            and (seen_partition > :partition or (seen_partition = :partition and seen_offset > :offset))
                        """)
                .bind("id", outcome.getDeadLetterId())
                .bind("decisionId", decisionId)
                .bind("partition", source.partition())
                .bind("offset", source.offset())
                .execute();
        String known = "select count(*) from outcome where dead_letter_id = :id and decision_id = :decisionId";
        if (count(handle, known, decisionId, outcome.getDeadLetterId()) == 0) {
            handle.createUpdate(OUTCOME)
                    .bind("id", outcome.getDeadLetterId())
                    .bind("decisionId", decisionId)
                    .bind("outcome", outcome.getOutcome().name())
                    .bind("reason", Columns.fitNullable(outcome.getReason(), Columns.TEXT))
                    .bind("at", outcome.getAt().toEpochMilli())
                    .bind("partition", source.partition())
                    .bind("offset", source.offset())
                    .execute();
        }
    }

    private static int count(Handle handle, String sql, String decisionId, String deadLetterId) {
        var query = handle.createQuery(sql).bind("decisionId", decisionId);
        return (deadLetterId.isEmpty() ? query : query.bind("id", deadLetterId))
                .mapTo(Integer.class)
                .one();
    }
}
