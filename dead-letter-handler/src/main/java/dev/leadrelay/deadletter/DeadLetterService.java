package dev.leadrelay.deadletter;

import dev.leadrelay.deadletter.access.Access;
import dev.leadrelay.service.Service;
import io.javalin.router.JavalinDefaultRoutingApi;

/** The dead-letter handler: projects dead letters and decisions into its store, answers REST, writes decisions. */
final class DeadLetterService implements Service {
    private final StoreDatabase store;
    private final ProjectionStore projected;
    private final Projection projection;
    private final DecisionWriter writer;
    private final PolicyRunner policy;
    private final Bulk bulk;
    private final PipelineFeed pipeline;
    private final Access access;
    private final TriageRoutes routes;
    private final DeskRoutes desk;
    private final RebuildRoutes rebuild;

    DeadLetterService(
            StoreDatabase store,
            ProjectionStore projected,
            Projection projection,
            DecisionWriter writer,
            PolicyRunner policy,
            Bulk bulk,
            PipelineFeed pipeline,
            Access access,
            TriageRoutes routes,
            RebuildRoutes rebuild,
            DeskRoutes desk) {
        this.store = store;
        this.projected = projected;
        this.projection = projection;
        this.writer = writer;
        this.policy = policy;
        this.bulk = bulk;
        this.pipeline = pipeline;
        this.access = access;
        this.routes = routes;
        this.desk = desk;
        this.rebuild = rebuild;
    }

    @Override
    public void start() {
        projection.start();
        policy.start();
        bulk.runner().start();
        pipeline.start();
    }

    @Override
    public void routes(JavalinDefaultRoutingApi api) {
        access.addTo(api);
        routes.addTo(api);
        rebuild.addTo(api);
        new BulkRoutes(bulk.jobs(), access).addTo(api);
        desk.addTo(api);
    }

    @Override
    public void close() {
        pipeline.close();
        policy.close();
        bulk.runner().close();
        writer.close();
        projection.close();
        projected.close();
        store.close();
    }
}
