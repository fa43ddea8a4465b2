package dev.leadrelay.cli.bench;

import dev.leadrelay.cli.access.Cluster;
import dev.leadrelay.cli.access.ListWatch;
import dev.leadrelay.cli.intake.ListParts;
import dev.leadrelay.cli.laptop.GeneratedLeads;
import dev.leadrelay.cli.laptop.LaptopEdition;
import dev.leadrelay.cli.laptop.LaptopOptions;
import dev.leadrelay.cli.laptop.ProfileFiles;
import dev.leadrelay.cli.laptop.Scenario;
import dev.leadrelay.schemas.Topic;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.LeadList;
import dev.leadrelay.schemas.records.ListProgress;
import dev.leadrelay.schemas.records.ListSettings;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A whole installation in this process with the model in another, ready to be measured. */
final class BenchInstallation implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(20);

    private final StubModel model;
    private final LaptopEdition edition;
    private final Cluster cluster;
    private final String profile;
    private int lists;

    private BenchInstallation(StubModel model, LaptopEdition edition, Cluster cluster, String profile) {
        this.model = model;
        this.edition = edition;
        this.cluster = cluster;
        this.profile = profile;
    }

    static BenchInstallation start(BenchOptions options, List<String> modelOptions, Map<String, String> settings)
            throws InterruptedException {
        StubModel model = StubModel.start(options.data().resolve("model.log"), modelOptions);
        try {
            LaptopOptions laptop = new LaptopOptions(
                    options.data(),
                    options.seed(),
                    0,
                    Duration.ZERO,
                    options.profile(),
                    options.seller(),
                    null,
                    model.address(),
                    Scenario.NONE,
                    settings);
            LaptopEdition edition = LaptopEdition.start(laptop, line -> {});
            return new BenchInstallation(
                    model, edition, Cluster.connect(options.data()), ProfileFiles.nameOf(options.profile()));
        } catch (InterruptedException | RuntimeException e) {
            model.close();
            throw e;
        }
    }

    Cluster cluster() {
        return cluster;
    }

    StubModel model() {
        return model;
    }

    /** What one list took. */
    record Run(ListProgress progress, double seconds, double cpuSeconds, long calls) {}

    /** Runs a list of generated leads; the clock runs from the first list record to the last committed result. */
    Run run(long seed, int leads) throws InterruptedException {
        String listId = "bench-" + ++lists;
        List<LeadList> parts = parts(listId, GeneratedLeads.of(seed, leads));
        long callsBefore = model.stats().path("calls").asLong();
        try (ListWatch watch = new ListWatch(cluster, listId);
                Producer<byte[], byte[]> producer = cluster.kafka().producer(Map.of("linger.ms", "0"))) {
            Topic topic = cluster.topics().lists();
            List<byte[]> encoded = new ArrayList<>();
            parts.forEach(part -> encoded.add(cluster.codec().encode(topic.name(), part)));
            double cpu = cpuSeconds();
            long begin = System.nanoTime();
            for (byte[] part : encoded) {
                producer.send(new ProducerRecord<>(topic.name(), listId.getBytes(StandardCharsets.UTF_8), part));
            }
            producer.flush();
            Optional<ListProgress> progress = watch.poll(POLL);
            while (progress.isEmpty() || !progress.get().getSettled()) {
                progress = watch.poll(POLL);
            }
            // The ledger is committed with the last result, or right after it.
            double seconds = (System.nanoTime() - begin) / 1e9;
            long calls = model.stats().path("calls").asLong() - callsBefore;
            return new Run(progress.get(), seconds, cpuSeconds() - cpu, calls);
        }
    }

    private List<LeadList> parts(String listId, List<Lead> leads) {
        List<LeadList> parts = new ArrayList<>();
        ListParts cutter = new ListParts(listId, "bench", settings(), Instant.now(), parts::add);
        leads.forEach(cutter::add);
        cutter.finish();
        return parts;
    }

    private ListSettings settings() {
        return ListSettings.newBuilder()
                .setProfile(profile)
                .setLanguage("en")
                .setMaxTokensPerLead(200_000)
                .setMaxCostMicrosPerLead(200_000)
                .build();
    }

    /** CPU time of this process: broker, orchestrator and agents, and the harness itself, which hardly counts. */
    private static double cpuSeconds() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime() / 1e9;
    }

    @Override
    public void close() {
        cluster.close();
        edition.close();
        model.close();
    }
}
