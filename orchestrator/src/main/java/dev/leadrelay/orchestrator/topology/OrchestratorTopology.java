package dev.leadrelay.orchestrator.topology;

import dev.leadrelay.schemas.Topic;
import dev.leadrelay.schemas.Topics;
import dev.leadrelay.schemas.records.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The whole topology in one place.
 *
 * <pre>
 * leads.lists, lists.commands -> intake -> (repartition by listId) -> list machine -> leads.admitted, leads.progress
 *                                                leads.ended ----------^
 * leads.admitted, *.results, triage.decisions -> lead machine -> *.requests, leads.results, leads.ended, ...
 * </pre>
 */
public final class OrchestratorTopology {
    private static final Serde<byte[]> BYTES = Serdes.ByteArray();
    private static final Serde<Outgoing> OUTGOING =
            Serdes.serdeFrom((topic, outgoing) -> outgoing.value(), (topic, bytes) -> new Outgoing(topic, bytes));

    private OrchestratorTopology() {}

    /** @param settings settings of Kafka Streams, which shape the topology too */
    public static Topology build(Environment environment, Properties settings) {
        StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(new StreamsConfig(settings)));
        builder.addStateStore(store(ListProcessor.STORE, environment));
        builder.addStateStore(store(LeadProcessor.STORE, environment));
        lists(builder, environment);
        leads(builder, environment);
        return builder.build(settings);
    }

    /** Topics whose records meet in the same task and must therefore have the same number of partitions. */
    public static List<Topic> keyedByLead(Topics topics) {
        List<Topic> keyed = new ArrayList<>(List.of(topics.admitted(), topics.triageDecisions()));
        for (Stage stage : Topics.agentStages()) {
            keyed.add(topics.results(stage));
        }
        return keyed;
    }

    private static void lists(StreamsBuilder builder, Environment environment) {
        Topics topics = environment.topics();
        KStream<byte[], Outgoing> intake = source(builder, "intake-source", topics.lists(), topics.listCommands())
                .process(() -> new IntakeProcessor(environment), Named.as("intake"));
        toTopics(
                intake.filter((key, out) -> !out.topic().equals(Outgoing.INTAKE), Named.as("intake-dead-letters")),
                "intake-sink");
        intake.filter((key, out) -> out.topic().equals(Outgoing.INTAKE), Named.as("intake-accepted"))
                .mapValues(Outgoing::value, Named.as("intake-bytes"))
                .repartition(Repartitioned.<byte[], byte[]>as("intake")
                        .withKeySerde(BYTES)
                        .withValueSerde(BYTES)
                        .withNumberOfPartitions(environment.partitions()))
                .merge(source(builder, "ended-source", topics.ended()), Named.as("list-events"))
                .process(() -> new ListProcessor(environment), Named.as("list-machine"), ListProcessor.STORE)
                .to(
                        (key, out, context) -> out.topic(),
                        Produced.with(BYTES, OUTGOING).withName("list-sink"));
    }

    private static void leads(StreamsBuilder builder, Environment environment) {
        Topic[] sources = keyedByLead(environment.topics()).toArray(Topic[]::new);
        toTopics(
                source(builder, "lead-source", sources)
                        .process(() -> new LeadProcessor(environment), Named.as("lead-machine"), LeadProcessor.STORE),
                "lead-sink");
    }

    private static KStream<byte[], byte[]> source(StreamsBuilder builder, String name, Topic... topics) {
        List<String> names = List.of(topics).stream().map(Topic::name).toList();
        return builder.stream(
                names,
                Consumed.with(BYTES, BYTES)
                        .withTimestampExtractor(new SaneTimestamps())
                        .withName(name));
    }

    private static void toTopics(KStream<byte[], Outgoing> stream, String name) {
        stream.to(
                (key, out, context) -> out.topic(),
                Produced.with(BYTES, OUTGOING).withName(name));
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(String name, Environment environment) {
        // States and payloads stand in one value, so that it may be larger than any record that came in.
        int largest = 4 * environment.maxMessageBytes();
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), BYTES)
                .withCachingEnabled()
                .withLoggingEnabled(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(largest)));
    }
}
