package dev.leadrelay.agent.service;

import dev.leadrelay.agent.Outcome;
import dev.leadrelay.agent.stage.StageListener;
import dev.leadrelay.agent.worker.WorkerStatus;
import dev.leadrelay.gateway.CacheCounts;
import dev.leadrelay.schemas.Stages;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.ModelSpend;
import dev.leadrelay.schemas.records.Provenance;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.Usage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What an agent publishes of its work. Thread-safe. */
final class AgentMetrics implements StageListener {
    private static final String FAILURES = "leadrelay.agent.failures";
    /** Where an attempt was charged its whole budget because its record was refused. */
    private static final String UNKNOWN = "unknown";

    private final MeterRegistry registry;
    private final String stage;
    private final Timer completed;
    private final Timer failed;
    private final Map<Model, Spent> spent = new ConcurrentHashMap<>();

    private record Model(String provider, String name) {}

    /** What a model was used for, looked up once: every attempt adds to it. */
    private record Spent(Counter calls, Counter promptTokens, Counter completionTokens, Counter costMicros) {
        void add(Usage usage) {
            calls.increment(usage.getModelCalls());
            promptTokens.increment(usage.getPromptTokens());
            completionTokens.increment(usage.getCompletionTokens());
            costMicros.increment(usage.getCostMicros());
        }
    }

    AgentMetrics(MeterRegistry registry, Stage stage) {
        this.registry = registry;
        this.stage = Stages.nameOf(stage);
        completed = attempts("completed");
        failed = attempts("failed");
    }

    /** Adds what is read from the worker at each look. */
    void watch(Supplier<WorkerStatus> worker) {
        gauge("leadrelay.agent.in.flight", "Records being worked on.", worker, WorkerStatus::working);
        gauge("leadrelay.agent.capacity", "Records worked on at once at most.", worker, WorkerStatus::capacity);
        gauge("leadrelay.agent.lag", "Records behind the ends of the assigned partitions.", worker, WorkerStatus::lag);
        gauge(
                "leadrelay.agent.backlog",
                "Lag less the finished records above the committed frontier.",
                worker,
                WorkerStatus::backlog);
        gauge(
                "leadrelay.agent.paused",
                "1 while the agent waits for something it needs.",
                worker,
                status -> status.state() == WorkerStatus.State.PAUSED ? 1 : 0);
    }

    /** Adds what the model gateway's cache has done. */
    void watch(CacheCounts cache) {
        counter("leadrelay.model.cache.hits", "Model calls answered by an earlier one.", cache, CacheCounts::hits);
        counter(
                "leadrelay.model.cache.semantic.hits",
                "Model calls answered by one whose question means the same.",
                cache,
                CacheCounts::semanticHits);
        counter("leadrelay.model.cache.misses", "Model calls the cache had no answer for.", cache, CacheCounts::misses);
    }

    @Override
    public void finished(Outcome<?> outcome, Usage usage, @Nullable List<ModelSpend> spend, Provenance provenance) {
        Duration latency = Duration.between(provenance.getStartedAt(), provenance.getEndedAt());
        switch (outcome) {
            case Outcome.Completed<?> done -> completed.record(latency);
            case Outcome.Failed<?> failure -> {
                failed.record(latency);
                failure(failure.failureClass());
            }
        }
        if (spend == null) {
            spent(UNKNOWN, UNKNOWN, usage);
        } else {
            spend.forEach(each -> spent(each.getProvider(), each.getModel(), each.getUsage()));
        }
    }

    private void spent(String provider, String model, Usage usage) {
        spent.computeIfAbsent(new Model(provider, model), this::counters).add(usage);
    }

    private Spent counters(Model model) {
        return new Spent(
                counter("leadrelay.model.calls", "Requests sent to a model.", model),
                counter("leadrelay.model.prompt.tokens", "Tokens sent to a model.", model),
                counter("leadrelay.model.completion.tokens", "Tokens received from a model.", model),
                counter(
                        "leadrelay.model.cost.micros",
                        "Cost of model calls, in millionths of the currency unit.",
                        model));
    }

    @Override
    public void deadLetter(FailureClass failureClass) {
        failure(failureClass);
    }

    private void failure(FailureClass failureClass) {
        Counter.builder(FAILURES)
                .description("Records that ended without their result, by class.")
                .tag("stage", stage)
                .tag("class", failureClass.name())
                .register(registry)
                .increment();
    }

    private Timer attempts(String exit) {
        return Timer.builder("leadrelay.agent.attempts")
                .description("Attempts and how long they took.")
                .tag("stage", stage)
                .tag("exit", exit)
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofMinutes(10))
                .register(registry);
    }

    private Counter counter(String name, String description, Model model) {
        return Counter.builder(name)
                .description(description)
                .tag("stage", stage)
                .tag("provider", model.provider())
                .tag("model", model.name())
                .register(registry);
    }

    private void counter(String name, String description, CacheCounts cache, ToDoubleFunction<CacheCounts> value) {
        FunctionCounter.builder(name, cache, value)
                .description(description)
                .tag("stage", stage)
                .register(registry);
    }

    private void gauge(
            String name, String description, Supplier<WorkerStatus> worker, ToDoubleFunction<WorkerStatus> value) {
        Gauge.builder(name, () -> value.applyAsDouble(worker.get()))
                .description(description)
                .tag("stage", stage)
                .register(registry);
    }
}
