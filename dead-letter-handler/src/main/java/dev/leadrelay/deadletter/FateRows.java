package dev.leadrelay.deadletter;

import dev.leadrelay.schemas.records.DecisionKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads from the store what came of decisions. */
final class FateRows {
    /** Columns of a query that has the dead letter as {@code l} and joins the end of its lead. */
    static final String COLUMNS = """
            l.id as letter, l.lead_key, l.attributed,
            e.list_id as end_list, e.status as end_status, e.reason as end_reason, e.ended_at, e.cost_micros,
            (select max(n.id) from dead_letter n where n.lead_key = l.lead_key and n.parked_at = (
                select min(m.parked_at) from dead_letter m
                where m.lead_key = l.lead_key and m.parked_at > l.parked_at)) as parked_again
            """;

    static final String JOIN_END = "left join lead_end e on e.lead_key = l.lead_key";

    private static final String SELECT =
            "select %s from dead_letter l %s where l.id = :id".formatted(COLUMNS, JOIN_END);

    private FateRows() {}

    /**
     * What came of a dead letter.
     *
     * @param decisions about it, the earliest first
     * @return null while nothing was decided
     */
    static @Nullable Fate of(Handle handle, Item item, List<DecisionView> decisions) {
        if (item.state() == ItemState.SUPERSEDED) {
            return Fate.superseded(item.stateReason());
        }
        Optional<DecisionView> told = told(decisions);
        return told.isEmpty() ? null : of(handle, item.id(), told.get());
    }

    private static Fate of(Handle handle, String id, DecisionView decision) {
        return handle.createQuery(SELECT)
                .bind("id", id)
                .map((row, context) -> Fate.of(known(
                        row, DecisionKind.valueOf(decision.kind()), decision.outcome(), decision.outcomeReason())))
                .one();
    }

    /** The decision that settled it; without one the latest. */
    private static Optional<DecisionView> told(List<DecisionView> decisions) {
        return decisions.stream()
                .filter(decision ->
                        "APPLIED".equals(decision.outcome()) && !decision.kind().equals(DecisionKind.PIN.name()))
                .findFirst()
                .or(() -> decisions.isEmpty() ? Optional.empty() : Optional.of(decisions.getLast()));
    }

    /** What is known of a decision about the dead letter of a row. */
    static Fate.Known known(ResultSet row, DecisionKind kind, @Nullable String outcome, @Nullable String outcomeReason)
            throws SQLException {
        return new Fate.Known(
                kind,
                row.getString("letter") == null ? null : row.getBoolean("attributed"),
                outcome,
                outcomeReason,
                end(row),
                row.getString("parked_again"));
    }

    private static @Nullable LeadEnd end(ResultSet row) throws SQLException {
        String status = row.getString("end_status");
        return status == null
                ? null
                : new LeadEnd(
                        row.getString("lead_key"),
                        row.getString("end_list"),
                        status,
                        row.getString("end_reason"),
                        row.getLong("ended_at"),
                        row.getLong("cost_micros"));
    }
}
