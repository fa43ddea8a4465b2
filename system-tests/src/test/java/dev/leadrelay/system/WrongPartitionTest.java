package dev.leadrelay.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.cli.laptop.GeneratedLeads;
import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.Topic;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.LeadResult;
import dev.leadrelay.schemas.records.LeadStatus;
import dev.leadrelay.schemas.records.Provenance;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.schemas.records.ResearchRequest;
import dev.leadrelay.schemas.records.ResearchResult;
import dev.leadrelay.schemas.records.ResearchStatus;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.Usage;
import dev.leadrelay.system.support.Installation;
import dev.leadrelay.system.support.TopicRecords;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Results of an agent whose producer hashes keys in another way. */
class WrongPartitionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String MARK = "leadrelay-forwarded";

    @Test
    void aResultInTheWrongPartitionIsSentOnOnce() throws Exception {
        try (Installation installation = Installation.create("partition").start("orchestrator")) {
            TopicRecords records = new TopicRecords(installation);
            Topic results = installation.topics().results(Stage.RESEARCH);
            installation.submit("hand-made", GeneratedLeads.of(5, 2));
            List<ResearchRequest> requests = Awaitility.await("both leads are dispatched")
                    .atMost(PATIENCE)
                    .until(
                            () -> records.values(installation.topics().requests(Stage.RESEARCH), ResearchRequest.class),
                            all -> all.size() == 2);

            String astray = Identifiers.leadKey(requests.getFirst().getHeader());
            send(installation, results, nothingFound(requests.getFirst()), false);
            Map<String, LeadResult> ended = Awaitility.await("the result is accepted")
                    .atMost(PATIENCE)
                    .until(() -> installation.outcome("hand-made").results(), all -> all.containsKey(astray));

            assertThat(ended.get(astray).getStatus()).isEqualTo(LeadStatus.DISQUALIFIED);
            assertThat(ended.get(astray).getReason()).isEqualTo("NO_EVIDENCE");
            List<ConsumerRecord<byte[], byte[]>> marked = marked(records, results);
            assertThat(marked).singleElement().satisfies(record -> {
                assertThat(record.partition()).isEqualTo(partitionOf(astray));
                assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo(astray);
                assertThat(record.headers().lastHeader("made-by").value())
                        .isEqualTo("hand".getBytes(StandardCharsets.UTF_8));
            });
            assertThat(records.raw(results)).hasSize(2);
            assertThat(records.deadLetters()).isEmpty();

            RecordMetadata at = send(installation, results, nothingFound(requests.getLast()), true);
            List<DeadLetter> letters = Awaitility.await("the one astray again is a dead letter")
                    .atMost(PATIENCE)
                    .until(() -> records.deadLetters(Stage.RESEARCH), all -> !all.isEmpty());

            assertThat(letters).singleElement().satisfies(letter -> {
                assertThat(letter.getFailureClass()).isEqualTo(FailureClass.CONTRACT_VIOLATION);
                assertThat(letter.getOriginal().getTopic()).isEqualTo(results.name());
                assertThat(letter.getOriginal().getPartition()).isEqualTo(at.partition());
                assertThat(letter.getOriginal().getOffset()).isEqualTo(at.offset());
                assertThat(letter.getOriginal().getValue())
                        .isEqualTo(ByteBuffer.wrap(encoded(installation, results, nothingFound(requests.getLast()))));
            });
            assertThat(marked(records, results)).as("nothing more was sent on").hasSize(2);
            assertThat(installation.outcome("hand-made").results()).containsOnlyKeys(astray);
        }
    }

    private static ResearchResult nothingFound(ResearchRequest request) {
        Instant then = Instant.parse("2026-01-02T03:04:05Z");
        return ResearchResult.newBuilder()
                .setHeader(request.getHeader())
                .setOutcome(Research.newBuilder()
                        .setStatus(ResearchStatus.NO_EVIDENCE)
                        .build())
                .setUsage(new Usage(0, 0L, 0L, 0L))
                .setProvenance(Provenance.newBuilder()
                        .setAgent("by-hand")
                        .setAgentVersion("1")
                        .setInstance("test")
                        .setProvider("none")
                        .setModel("none")
                        .setPromptId("none")
                        .setPromptHash("none")
                        .setRunId("run-by-hand")
                        .setSimulated(true)
                        .setStartedAt(then)
                        .setEndedAt(then)
                        .build())
                .build();
    }

    private static byte[] encoded(Installation installation, Topic topic, ResearchResult result) {
        return installation.cluster().codec().encode(topic.name(), result);
    }

    private static RecordMetadata send(Installation installation, Topic topic, ResearchResult result, boolean marked)
            throws Exception {
        String key = Identifiers.leadKey(result.getHeader());
        int wrong = (partitionOf(key) + 1) % Installation.PARTITIONS;
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic.name(), wrong, key.getBytes(StandardCharsets.UTF_8), encoded(installation, topic, result));
        record.headers().add("made-by", "hand".getBytes(StandardCharsets.UTF_8));
        if (marked) {
            record.headers().add(MARK, topic.name().getBytes(StandardCharsets.UTF_8));
        }
        try (Producer<byte[], byte[]> producer = installation.cluster().kafka().producer(Map.of())) {
            return producer.send(record).get();
        }
    }

    private static int partitionOf(String key) {
        return BuiltInPartitioner.partitionForKey(key.getBytes(StandardCharsets.UTF_8), Installation.PARTITIONS);
    }

    private static List<ConsumerRecord<byte[], byte[]>> marked(TopicRecords records, Topic topic) {
        return records.raw(topic).stream()
                .filter(record -> record.headers().lastHeader(MARK) != null)
                .toList();
    }
}
