package dev.leadrelay.deadletter;

import dev.leadrelay.service.Service;
import io.javalin.router.JavalinDefaultRoutingApi;

/** The dead-letter handler: projects dead letters and decisions into its store, answers REST, writes decisions. */
final class DeadLetterService implements Service {
    private final StoreDatabase store;
    private final Projection projection;
    private final DecisionWriter writer;
    private final PolicyRunner policy;
    private final TriageRoutes routes;
    private final RebuildRoutes rebuild;

    DeadLetterService(
            StoreDatabase store,
            Projection projection,
            DecisionWriter writer,
            PolicyRunner policy,
            TriageRoutes routes,
            RebuildRoutes rebuild) {
        this.store = store;
        this.projection = projection;
        this.writer = writer;
        this.policy = policy;
        this.routes = routes;
        this.rebuild = rebuild;
    }

    @Override
    public void start() {
        projection.start();
        policy.start();
    }

    @Override
    public void routes(JavalinDefaultRoutingApi api) {
        routes.addTo(api);
        rebuild.addTo(api);
    }

    @Override
    public void close() {
        policy.close();
        writer.close();
        projection.close();
        store.close();
    }
}
