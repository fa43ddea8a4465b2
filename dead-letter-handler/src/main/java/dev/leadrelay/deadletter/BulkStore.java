package dev.leadrelay.deadletter;

import dev.leadrelay.schemas.records.DecisionKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * The bulk jobs of the store with their items. Unlike the rest of the store they stand nowhere else and cannot be
 * rebuilt. Thread-safe, except that only one thread at a time may change a job.
 */
final class BulkStore {
    private static final String ACTIVE = "('RUNNING', 'CANARY_WAIT')";

    private final Jdbi jdbi;

    BulkStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Adds a job with its items, all or nothing. */
    void create(BulkJob job, List<String> deadLetterIds) {
        jdbi.useTransaction(handle -> {
            insert(handle, job);
            PreparedBatch batch = handle.prepareBatch(
                    "insert into bulk_item (job_id, ord, dead_letter_id, state) values (:job, :ord, :id, 'PENDING')");
            for (int ord = 0; ord < deadLetterIds.size(); ord++) {
                batch.bind("job", job.id())
                        .bind("ord", ord)
                        .bind("id", deadLetterIds.get(ord))
                        .add();
                if (batch.size() == 1_000) {
                    batch.execute();
                }
            }
            if (batch.size() > 0) {
                batch.execute();
            }
        });
    }

    Optional<BulkJob> find(String id) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from bulk_job where id = :id")
                .bind("id", id)
                .map((row, context) -> job(row))
                .findOne());
    }

    /** Jobs, the latest first. */
    List<BulkJob> list(int limit) {
        return jobs("select * from bulk_job order by created_at desc, id desc limit :limit", limit);
    }

    /** Jobs that go on by themselves, the oldest first. */
    List<BulkJob> active() {
        return jobs(
                "select * from bulk_job where phase in " + ACTIVE + " order by created_at, id limit :limit",
                Integer.MAX_VALUE);
    }

    /** Saves how a job stands, and what became of items. */
    void save(BulkJob job, Collection<BulkItem.Result> results) {
        jdbi.useTransaction(handle -> {
            if (!results.isEmpty()) {
                PreparedBatch batch = handle.prepareBatch(
                        "update bulk_item set state = :state, line = :line where job_id = :job and ord = :ord");
                results.forEach(result -> batch.bind("job", job.id())
                        .bind("ord", result.ord())
                        .bind("state", result.state().name())
                        .bind("line", Columns.fitNullable(result.line(), Columns.TEXT))
                        .add());
                batch.execute();
            }
            handle.createUpdate("""
                            update bulk_job set phase = :phase, paused_from = :pausedFrom, canary_passed = :passed,
                                dispatched = :dispatched, skipped = :skipped, note = :note, updated_at = :updated
                            where id = :id
                            """)
                    .bind("id", job.id())
                    .bind("phase", job.state().phase().code())
                    .bind("pausedFrom", pausedFrom(job.state().phase()))
                    .bind("passed", job.state().canaryPassed())
                    .bind("dispatched", job.state().dispatched())
                    .bind("skipped", job.state().skipped())
                    .bind("note", Columns.fitNullable(job.note(), Columns.TEXT))
                    .bind("updated", job.updatedAt())
                    .execute();
        });
    }

    /** Notes decisions that are about to be written. */
    void intend(String jobId, Collection<BulkItem.Intent> intents) {
        jdbi.useTransaction(handle -> {
            PreparedBatch batch = handle.prepareBatch(
                    "update bulk_item set decision_id = :decision, intended_at = :at where job_id = :job and ord = :ord");
            intents.forEach(intent -> batch.bind("job", jobId)
                    .bind("ord", intent.ord())
                    .bind("decision", intent.decisionId())
                    .bind("at", intent.at())
                    .add());
            batch.execute();
        });
    }

    /** The next items whose turn has not come, in their order. */
    List<BulkItem> pending(String jobId, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select ord, dead_letter_id, decision_id, intended_at from bulk_item
                        where job_id = :job and state = 'PENDING' order by ord limit :limit
                        """)
                .bind("job", jobId)
                .bind("limit", limit)
                .map((row, context) -> new BulkItem(
                        row.getInt("ord"),
                        row.getString("dead_letter_id"),
                        BulkItem.State.PENDING,
                        row.getString("decision_id"),
                        number(row, "intended_at"),
                        null,
                        null,
                        null))
                .list());
    }

    private List<BulkJob> jobs(String sql, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery(sql)
                .bind("limit", limit)
                .map((row, context) -> job(row))
                .list());
    }

    private static void insert(Handle handle, BulkJob job) {
        BulkOrder order = job.order();
        BulkState.Canary canary = order.canary();
        handle.createUpdate("""
                        insert into bulk_job (id, kind, reason, raise_tokens, raise_cost, decided_by, selection, rate,
                            canary_size, canary_max_rate, phase, canary_passed, total, dispatched, skipped, created_at,
                            updated_at)
                        values (:id, :kind, :reason, :raiseTokens, :raiseCost, :by, :selection, :rate, :size, :maxRate,
                            :phase, :passed, :total, :dispatched, :skipped, :created, :updated)
                        """)
                .bind("id", job.id())
                .bind("kind", order.kind().name())
                .bind("reason", order.reason())
                .bind("raiseTokens", order.raiseTokens())
                .bind("raiseCost", order.raiseCostMicros())
                .bind("by", Columns.fit(order.by(), Columns.NAME))
                .bind("selection", Columns.fit(job.selection(), Columns.TEXT))
                .bind("rate", order.rate())
                .bind("size", canary == null ? null : Integer.valueOf(canary.size()))
                .bind("maxRate", canary == null ? null : Double.valueOf(canary.maxFailureRate()))
                .bind("phase", job.state().phase().code())
                .bind("passed", job.state().canaryPassed())
                .bind("total", job.state().total())
                .bind("dispatched", job.state().dispatched())
                .bind("skipped", job.state().skipped())
                .bind("created", job.createdAt())
                .bind("updated", job.updatedAt())
                .execute();
    }

    private static BulkJob job(ResultSet row) throws SQLException {
        Long size = number(row, "canary_size");
        BulkState.Canary canary =
                size == null ? null : new BulkState.Canary(size.intValue(), row.getDouble("canary_max_rate"));
        double perSecond = row.getDouble("rate");
        Double rate = row.wasNull() ? null : Double.valueOf(perSecond);
        BulkOrder order = new BulkOrder(
                DecisionKind.valueOf(row.getString("kind")),
                row.getString("reason"),
                number(row, "raise_tokens"),
                number(row, "raise_cost"),
                row.getString("decided_by"),
                rate,
                canary);
        return new BulkJob(
                row.getString("id"),
                order,
                row.getString("selection"),
                new BulkState(
                        phase(row.getString("phase"), row.getString("paused_from")),
                        row.getInt("total"),
                        row.getInt("dispatched"),
                        row.getInt("skipped"),
                        canary,
                        row.getBoolean("canary_passed")),
                row.getString("note"),
                row.getLong("created_at"),
                row.getLong("updated_at"));
    }

    private static BulkPhase phase(String code, @Nullable String pausedFrom) {
        return switch (code) {
            case "RUNNING" -> new BulkPhase.Running();
            case "CANARY_WAIT" -> new BulkPhase.CanaryWait();
            case "PAUSED" ->
                new BulkPhase.Paused(
                        "CANARY_WAIT".equals(pausedFrom) ? new BulkPhase.CanaryWait() : new BulkPhase.Running());
            case "DONE" -> new BulkPhase.Done();
            case "ABORTED" -> new BulkPhase.Aborted();
            case "STOPPED_BY_CANARY" -> new BulkPhase.StoppedByCanary();
            default -> throw new IllegalStateException("the store holds a bulk job in an unknown phase: " + code);
        };
    }

    private static @Nullable String pausedFrom(BulkPhase phase) {
        return phase instanceof BulkPhase.Paused paused ? paused.from().code() : null;
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : Long.valueOf(value);
    }
}
