package dev.leadrelay.deadletter;

import java.time.Clock;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;

/** The parts that bulk decisions are made of, wired. */
record Bulk(BulkJobs jobs, BulkRunner runner) {
    static Bulk over(
            Jdbi jdbi,
            TriageQueries queries,
            DecisionRules rules,
            ReplayGate gate,
            DecisionWriter writer,
            BulkLimit limit,
            Clock clock,
            Duration retryPause) {
        BulkStore store = new BulkStore(jdbi);
        BulkItems items = new BulkItems(jdbi);
        BulkSelector selector = new BulkSelector(queries);
        BulkSignal signal = new BulkSignal();
        BulkDryRun dryRun = new BulkDryRun(selector, queries, rules, gate);
        BulkJobs jobs = new BulkJobs(store, items, selector, dryRun, limit, clock, signal::ring);
        return new Bulk(jobs, new BulkRunner(store, items, jobs, writer, signal, retryPause));
    }
}
