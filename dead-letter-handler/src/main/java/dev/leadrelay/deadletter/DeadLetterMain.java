package dev.leadrelay.deadletter;

import dev.leadrelay.deadletter.access.Access;
import dev.leadrelay.deadletter.access.AccessSettings;
import dev.leadrelay.deadletter.access.DeskUser;
import dev.leadrelay.schemas.Topics;
import dev.leadrelay.service.HttpSettings;
import dev.leadrelay.service.Service;
import dev.leadrelay.service.ServiceContext;
import dev.leadrelay.service.ServiceProcess;
import io.javalin.http.Context;
import java.util.List;

/** Wires the dead-letter handler. */
public final class DeadLetterMain {
    private DeadLetterMain() {}

    /** Runs the service as its own process. */
    public static void main(String[] args) {
        ServiceProcess.run("dead-letter-handler", args, DeadLetterMain::create);
    }

    /**
     * The service, its store opened and brought up to date.
     *
     * @throws dev.leadrelay.service.SettingsException when a setting is wrong or the store is in use
     */
    public static Service create(ServiceContext context) {
        DeadLetterConfig config = context.settings(DeadLetterConfig.class);
        config.check();
        AccessSettings access = AccessSettings.read(
                config.access(), context.settings(HttpSettings.class).host());
        DecisionCheck check = new DecisionCheck(GateFiles.load(config));
        DeadLetterClients clients = new DeadLetterClients(
                context.kafka(),
                context.topicSettings().prefix().orElse("") + context.service(),
                context.topicSettings().maxMessageBytes());
        StoreDatabase store = StoreDatabase.open(
                config.storeUrl(),
                config.storeUser().orElse(""),
                config.storePassword().orElse(""),
                config.storeConnections());
        return wire(context, config, access, check, clients, store);
    }

    private static Service wire(
            ServiceContext context,
            DeadLetterConfig config,
            AccessSettings access,
            DecisionCheck check,
            DeadLetterClients clients,
            StoreDatabase store) {
        Topics topics = context.topics();
        String decisions = topics.triageDecisions().name();
        LetterIndex index = config.indexFolder().map(LetterIndex::in).orElseGet(LetterIndex::inMemory);
        TriageQueries queries = new TriageQueries(store.jdbi(), index, context.clock());
        ProjectionStore projected = new ProjectionStore(store.jdbi(), index);
        projected.catchUpIfNear();
        TriageMetrics metrics = new TriageMetrics(context.metrics(), queries);
        ReadProgress progress = new ReadProgress();
        Rebuild rebuild = new Rebuild(context.clock());
        DecisionRules rules =
                new DecisionRules(topics, config.foreignRetryTopics().orElse(List.of()));
        Projection projection = new Projection(
                clients::consumer,
                new FactReader(
                        context.codec(),
                        topics,
                        new ForeignTopics(config.foreignTopics().orElse(List.of()), topics)),
                projected,
                progress,
                rebuild,
                metrics,
                config.retryPause(),
                context.fatal());
        OriginalSearch originals = new OriginalSearch(clients::consumer);
        DecisionWriter writer = new DecisionWriter(
                queries,
                rules,
                check,
                new DecisionRecords(decisions, context.codec(), originals),
                new DecisionPublisher(clients::producer),
                () -> clients.ends(decisions),
                progress,
                rebuild,
                context.clock(),
                config.decisionTimeout(),
                context.fatal());
        RunSearch runs = new RunSearch(
                topics.agentRuns().name(),
                clients::consumer,
                context.codec(),
                config.runSearchTime(),
                config.runSearches());
        context.health().register("store", store::health);
        context.health().register("reader", projection::health);
        context.health().register("decisions", writer::health);
        context.health().register("registry", new RegistryHealth(context.codec())::state);
        TriagePolicy decides =
                new TriagePolicy(config.retryTransient(), config.retryDelays().orElse(null), config.expireAfter());
        PolicyRunner policy = new PolicyRunner(
                decides, new PolicyQueries(store.jdbi(), index), writer, context.clock(), config.policyInterval());
        PipelineFeed pipeline = new PipelineFeed(
                clients::consumer,
                context.codec(),
                topics.progress().name(),
                topics.agentStatus().name(),
                context.clock(),
                config.retryPause());
        Bulk bulk = Bulk.over(
                store.jdbi(),
                queries,
                rules,
                new ReplayGate(check),
                writer,
                new BulkLimit(config.bulkAdminAbove()),
                context.clock(),
                config.retryPause());
        Access door = Access.create(access, store.jdbi(), context.clock());
        DeskFrame frame = new DeskFrame(request -> viewer(door, request));
        DeskRoutes desk = new DeskRoutes(
                frame,
                queries,
                pipeline,
                context.clock(),
                new LetterPages(
                        frame,
                        queries,
                        rules,
                        writer,
                        runs,
                        originals,
                        new ParkedLimit(config.expireAfter(), config.parkedDeadline()),
                        context.clock()),
                new EditPages(frame, queries, check, writer, context.clock()),
                new LeadPages(
                        frame,
                        new LeadQueries(store.jdbi(), topics),
                        queries,
                        new ResultSearch(originals, context.codec()),
                        pipeline),
                new BulkPages(frame, bulk.jobs(), context.clock()),
                new AuditPages(frame, new AuditQueries(store.jdbi()), queries, decides, door.log()));
        return new DeadLetterService(
                store,
                projected,
                projection,
                writer,
                policy,
                bulk,
                pipeline,
                door,
                new TriageRoutes(queries, rules, writer, check, runs, metrics, door),
                new RebuildRoutes(rebuild),
                desk);
    }

    private static Viewer viewer(Access access, Context request) {
        DeskUser user = access.viewer(request);
        return new Viewer(
                user.name(),
                user.canDecide(),
                user.canAdminister(),
                access.loggedIn(request).isPresent(),
                access.csrfToken(request));
    }
}
