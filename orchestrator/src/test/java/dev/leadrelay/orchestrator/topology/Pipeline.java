package dev.leadrelay.orchestrator.topology;

import dev.leadrelay.orchestrator.lead.LeadLimits;
import dev.leadrelay.orchestrator.lead.LeadMachine;
import dev.leadrelay.orchestrator.lead.StageGates;
import dev.leadrelay.orchestrator.list.ListLimits;
import dev.leadrelay.orchestrator.list.ListMachine;
import dev.leadrelay.schemas.Topic;
import dev.leadrelay.schemas.Topics;
import dev.leadrelay.schemas.records.Draft;
import dev.leadrelay.schemas.records.HandoffHeader;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.ListSettings;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.schemas.records.ResearchRequest;
import dev.leadrelay.schemas.records.Score;
import dev.leadrelay.schemas.records.ScoringRequest;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.Tier;
import dev.leadrelay.schemas.records.Verdict;
import dev.leadrelay.schemas.records.WriterRequest;
import dev.leadrelay.schemas.serde.Decoded;
import dev.leadrelay.schemas.serde.RecordCodec;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The topology in the test driver, with records in and out. */
final class Pipeline implements AutoCloseable {
    final Topics topics = new Topics("");
    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    final OwnedLedgers ledgers = new OwnedLedgers();
    final FakeAgents agents = new FakeAgents();
    final TopologyTestDriver driver;

    private final RecordCodec codec = RecordCodec.create(Map.of(
            RecordCodec.SERIALIZER, FingerprintSerializer.class.getName(),
            RecordCodec.DESERIALIZER, FingerprintDeserializer.class.getName()));
    private final Map<String, TestInputTopic<byte[], byte[]>> inputs = new HashMap<>();
    private final Map<String, TestOutputTopic<byte[], byte[]>> outputs = new HashMap<>();

    Pipeline(Path stateDir) {
        this(stateDir, 1, LeadLimits.defaults(), new AcceptingGates(), 1_048_576);
    }

    Pipeline(Path stateDir, int partitions, LeadLimits limits, StageGates gates, int maxBytes) {
        Environment environment = new Environment(
                topics,
                new PatientCodec(codec, Duration.ofSeconds(1), new CountDownLatch(1)),
                partitions,
                maxBytes,
                new ListMachine(gates::lead, ListLimits.defaults()),
                new LeadMachine(gates, limits),
                agents,
                ledgers,
                new TopologyMetrics(metrics),
                Duration.ofSeconds(1));
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        settings.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        settings.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_GLOBAL_ENABLED_CONFIG, true);
        driver = new TopologyTestDriver(OrchestratorTopology.build(environment, settings), settings, Samples.START);
    }

    void send(Topic topic, String key, SpecificRecord record) {
        send(topic, key, codec.encode(topic.name(), record), new RecordHeaders());
    }

    void send(Topic topic, String key, byte[] value, Headers headers) {
        inputs.computeIfAbsent(
                        topic.name(),
                        name -> driver.createInputTopic(name, new ByteArraySerializer(), new ByteArraySerializer()))
                .pipeInput(new TestRecord<>(key.getBytes(StandardCharsets.UTF_8), value, headers, Samples.START));
    }

    /** Everything that came out on a topic since the last call. */
    <T extends SpecificRecord> List<T> read(Topic topic, Class<T> type) {
        return records(topic).stream()
                .map(record -> ((Decoded.Value<T>) codec.decode(topic.name(), record.getValue(), type)).value())
                .toList();
    }

    List<TestRecord<byte[], byte[]>> records(Topic topic) {
        TestOutputTopic<byte[], byte[]> output = outputs.computeIfAbsent(
                topic.name(),
                name -> driver.createOutputTopic(name, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
        return new ArrayList<>(output.readRecordsToList());
    }

    <T extends SpecificRecord> T only(Topic topic, Class<T> type) {
        List<T> all = read(topic, type);
        if (all.size() != 1) {
            throw new AssertionError("expected one record on " + topic.name() + ", found " + all);
        }
        return all.getFirst();
    }

    void pass(Duration time) {
        driver.advanceWallClockTime(time);
    }

    /** Headers of the requests of a stage since the last call. */
    List<HandoffHeader> requests(Stage stage) {
        Topic topic = topics.requests(stage);
        return switch (stage) {
            case RESEARCH ->
                read(topic, ResearchRequest.class).stream()
                        .map(ResearchRequest::getHeader)
                        .toList();
            case SCORING ->
                read(topic, ScoringRequest.class).stream()
                        .map(ScoringRequest::getHeader)
                        .toList();
            case WRITER ->
                read(topic, WriterRequest.class).stream()
                        .map(WriterRequest::getHeader)
                        .toList();
            case LISTS, UNKNOWN -> throw new IllegalArgumentException("no agent serves " + stage);
        };
    }

    double count(String meter) {
        return metrics.find(meter).counters().stream()
                .mapToDouble(io.micrometer.core.instrument.Counter::count)
                .sum();
    }

    @Override
    public void close() {
        driver.close();
        codec.close();
    }

    /** Agents that say what they are told to say. */
    static final class FakeAgents implements Agents {
        volatile long capacity = 10;
        volatile boolean healthy = true;

        @Override
        public long capacity(Instant now) {
            return capacity;
        }

        @Override
        public boolean healthy(Stage stage, Instant now) {
            return healthy;
        }
    }

    /** Gates that let everything pass. */
    static class AcceptingGates implements StageGates {
        private static final Verdict PASSED = new Verdict("test/1", true, List.of());

        @Override
        public Verdict lead(Lead lead, ListSettings settings) {
            return PASSED;
        }

        @Override
        public Verdict research(Lead lead, Research research) {
            return PASSED;
        }

        @Override
        public Verdict score(Lead lead, ListSettings settings, Research research, Score score) {
            return PASSED;
        }

        @Override
        public Verdict draft(Lead lead, ListSettings settings, Research research, Score score, Draft draft) {
            return PASSED;
        }

        @Override
        public Tier deliverFrom(ListSettings settings) {
            return Tier.C;
        }
    }
}
