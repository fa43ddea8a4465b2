package dev.leadrelay.service;

import dev.leadrelay.schemas.Topics;
import dev.leadrelay.schemas.serde.RecordCodec;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.config.ConfigException;

/** A service that runs in this process with its HTTP side. Thread-safe. */
public final class RunningService implements AutoCloseable {
    private static final Map<String, Integer> DEFAULT_PORTS = Map.of(
            "orchestrator", 18090,
            "dead-letter-handler", 18080,
            "research-agent", 18091,
            "scoring-agent", 18092,
            "writer-agent", 18093);

    private final Service service;
    private final ServiceHttp http;
    private final RecordCodec codec;
    private final PrometheusMeterRegistry metrics;
    private final CompletableFuture<String> failure;
    private final AtomicBoolean closed = new AtomicBoolean();

    private RunningService(
            Service service,
            ServiceHttp http,
            RecordCodec codec,
            PrometheusMeterRegistry metrics,
            CompletableFuture<String> failure) {
        this.service = service;
        this.http = http;
        this.codec = codec;
        this.metrics = metrics;
        this.failure = failure;
    }

    /**
     * Starts a service with settings given in code, outranking system properties and environment.
     *
     * @throws SettingsException when a person has to change something first
     */
    public static RunningService start(String name, Map<String, String> settings, ServiceFactory factory)
            throws InterruptedException {
        return start(name, SettingsSource.ofProcess(settings, null), factory);
    }

    /**
     * Starts a service; health and metrics answer before it takes work.
     *
     * @throws SettingsException when a person has to change something first
     */
    public static RunningService start(String name, SettingsSource source, ServiceFactory factory)
            throws InterruptedException {
        KafkaSettings kafkaSettings = source.read(KafkaSettings.class);
        TopicSettings topicSettings = source.read(TopicSettings.class);
        HttpSettings httpSettings = source.read(HttpSettings.class);
        InstanceSettings instance = source.read(InstanceSettings.class);
        KafkaClients kafka =
                new KafkaClients(kafkaSettings.bootstrapServers(), source.passThrough("leadrelay.kafka-client"));
        RecordCodec codec = codec(source);
        PrometheusMeterRegistry metrics = metrics(name);
        Health health = new Health();
        CompletableFuture<String> failure = new CompletableFuture<>();
        AtomicBoolean started = new AtomicBoolean();
        health.register(
                "start", () -> started.get() ? new HealthState.Up() : new HealthState.Down("the service is starting"));
        ServiceContext context = new ServiceContext(
                name,
                instance.name()
                        .orElseGet(
                                () -> name + "-" + UUID.randomUUID().toString().substring(0, 8)),
                instance.name().isPresent(),
                source,
                new Topics(topicSettings.prefix().orElse("")),
                topicSettings,
                kafka,
                codec,
                metrics,
                health,
                Clock.systemUTC(),
                failure::complete);
        Service service = null;
        ServiceHttp http = null;
        try {
            service = factory.create(context);
            int port = httpSettings.port().orElse(DEFAULT_PORTS.getOrDefault(name, 0));
            http = ServiceHttp.start(httpSettings.host(), port, service, health, metrics);
            kafka.awaitBroker(kafkaSettings.startTimeout());
            service.start();
            started.set(true);
            return new RunningService(service, http, codec, metrics, failure);
        } catch (InterruptedException | RuntimeException e) {
            closeAll(service, http, codec, metrics);
            throw e;
        }
    }

    /** The codec that the registry settings describe. */
    public static RecordCodec codec(SettingsSource source) {
        RegistrySettings registry = source.read(RegistrySettings.class);
        Map<String, Object> settings = new HashMap<>();
        settings.put("schema.registry.url", registry.url());
        settings.put("auto.register.schemas", Boolean.toString(registry.autoRegister()));
        registry.serializer().ifPresent(name -> settings.put(RecordCodec.SERIALIZER, name));
        registry.deserializer().ifPresent(name -> settings.put(RecordCodec.DESERIALIZER, name));
        settings.putAll(source.passThrough("leadrelay.registry-client"));
        try {
            return RecordCodec.create(settings);
        } catch (ConfigException e) {
            throw new SettingsException("leadrelay.registry: " + e.getMessage());
        }
    }

    /** Port of the HTTP side. */
    public int httpPort() {
        return http.port();
    }

    /** Completes with one line when the service cannot go on. */
    public CompletableFuture<String> failure() {
        return failure;
    }

    /** Stops the service in good order; further calls do nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            closeAll(service, http, codec, metrics);
        }
    }

    private static void closeAll(
            @org.jspecify.annotations.Nullable Service service,
            @org.jspecify.annotations.Nullable ServiceHttp http,
            RecordCodec codec,
            PrometheusMeterRegistry metrics) {
        if (service != null) {
            service.close();
        }
        if (http != null) {
            http.close();
        }
        codec.close();
        metrics.close();
    }

    private static PrometheusMeterRegistry metrics(String name) {
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        metrics.config().commonTags("service", name);
        new JvmMemoryMetrics().bindTo(metrics);
        new JvmThreadMetrics().bindTo(metrics);
        new ProcessorMetrics().bindTo(metrics);
        return metrics;
    }
}
