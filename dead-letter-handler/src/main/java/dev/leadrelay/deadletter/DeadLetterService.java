package dev.leadrelay.deadletter;

import dev.leadrelay.deadletter.access.Access;
import dev.leadrelay.service.Service;
import io.javalin.router.JavalinDefaultRoutingApi;

/** The dead-letter handler: projects dead letters and decisions into its store, answers REST, writes decisions. */
final class DeadLetterService implements Service {
    private final StoreDatabase store;
    private final Projection projection;
    private final DecisionWriter writer;
    private final PolicyRunner policy;
    private final Access access;
    private final TriageRoutes routes;

    DeadLetterService(
            StoreDatabase store,
            Projection projection,
            DecisionWriter writer,
            PolicyRunner policy,
            Access access,
            TriageRoutes routes) {
        this.store = store;
        this.projection = projection;
        this.writer = writer;
        this.policy = policy;
        this.access = access;
        this.routes = routes;
    }

    @Override
    public void start() {
        projection.start();
        policy.start();
    }

    @Override
    public void routes(JavalinDefaultRoutingApi api) {
        access.addTo(api);
        routes.addTo(api);
    }

    @Override
    public void close() {
        policy.close();
        writer.close();
        projection.close();
        store.close();
    }
}
