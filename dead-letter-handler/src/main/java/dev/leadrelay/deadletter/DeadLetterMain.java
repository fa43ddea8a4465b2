package dev.leadrelay.deadletter;

import dev.leadrelay.schemas.Topics;
import dev.leadrelay.service.Service;
import dev.leadrelay.service.ServiceContext;
import dev.leadrelay.service.ServiceProcess;
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
        DeadLetterClients clients = new DeadLetterClients(
                context.kafka(), context.service(), context.topicSettings().maxMessageBytes());
        StoreDatabase store = StoreDatabase.open(
                config.storeUrl(),
                config.storeUser().orElse(""),
                config.storePassword().orElse(""),
                config.storeConnections());
        return wire(context, config, clients, store);
    }

    private static Service wire(
            ServiceContext context, DeadLetterConfig config, DeadLetterClients clients, StoreDatabase store) {
        Topics topics = context.topics();
        String decisions = topics.triageDecisions().name();
        TriageQueries queries = new TriageQueries(store.jdbi(), context.clock());
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
                new ProjectionStore(store.jdbi()),
                progress,
                rebuild,
                metrics,
                config.retryPause(),
                context.fatal());
        DecisionWriter writer = new DecisionWriter(
                queries,
                rules,
                new DecisionRecords(decisions, context.codec(), new OriginalSearch(clients::consumer)),
                new DecisionPublisher(clients::producer),
                () -> clients.ends(decisions),
                progress,
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
        PolicyRunner policy = new PolicyRunner(
                new TriagePolicy(config.retryTransient(), config.retryDelays().orElse(null), config.expireAfter()),
                new PolicyQueries(store.jdbi()),
                writer,
                context.clock(),
                config.policyInterval());
        return new DeadLetterService(
                store,
                projection,
                writer,
                policy,
                new TriageRoutes(queries, rules, writer, runs, metrics),
                new RebuildRoutes(rebuild));
    }
}
