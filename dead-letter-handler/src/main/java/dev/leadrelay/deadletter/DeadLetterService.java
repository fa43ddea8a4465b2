package dev.leadrelay.deadletter;

import dev.leadrelay.service.Service;
import io.javalin.router.JavalinDefaultRoutingApi;

/** The dead-letter handler: projects dead letters and decisions into its store, answers REST, writes decisions. */
final class DeadLetterService implements Service {
    private final StoreDatabase store;
    private final Projection projection;
    private final DecisionWriter writer;
    private final PolicyRunner policy;
    private final Bulk bulk;
    private final TriageRoutes routes;

    DeadLetterService(
            StoreDatabase store,
            Projection projection,
            DecisionWriter writer,
            PolicyRunner policy,
            Bulk bulk,
            TriageRoutes routes) {
        this.store = store;
        this.projection = projection;
        this.writer = writer;
        this.policy = policy;
        this.bulk = bulk;
        this.routes = routes;
    }

    @Override
    public void start() {
        projection.start();
        policy.start();
        bulk.runner().start();
    }

    @Override
    public void routes(JavalinDefaultRoutingApi api) {
        routes.addTo(api);
        new BulkRoutes(bulk.jobs()).addTo(api);
    }

    @Override
    public void close() {
        policy.close();
        bulk.runner().close();
        writer.close();
        projection.close();
        store.close();
    }
}
