package dev.leadrelay.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.cli.laptop.GeneratedLeads;
import dev.leadrelay.cli.laptop.Services;
import dev.leadrelay.schemas.Topic;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.LeadResult;
import dev.leadrelay.schemas.records.ListProgress;
import dev.leadrelay.schemas.records.OriginalRecord;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.simulator.SimulatorSettings;
import dev.leadrelay.system.support.Installation;
import dev.leadrelay.system.support.TopicRecords;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Bytes that nobody can read, between records that flow on. */
class PoisonTest {
    private static final int LEADS = 30;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** A poison and where the broker put it. */
    private record Poison(Stage stage, ProducerRecord<byte[], byte[]> sent, RecordMetadata at) {}

    @Test
    void eachPoisonIsOneDeadLetterWithItsBytesAndEveryGoodLeadEnds() throws Exception {
        SimulatorSettings slow =
                SimulatorSettings.defaults().withFallibility(0).withLatency(Duration.ofMillis(100), 0.3);
        try (Installation installation =
                Installation.create("poison", slow, Map.of()).start()) {
            TopicRecords records = new TopicRecords(installation);
            Set<Thread> threads = workersOf(installation);
            installation.submit("before", GeneratedLeads.of(1, LEADS));
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> installation.simulator().stats().calls() > 5);

            List<Poison> poisons = new ArrayList<>();
            poisons.addAll(
                    poison(installation, Stage.LISTS, installation.topics().lists()));
            poisons.addAll(
                    poison(installation, Stage.RESEARCH, installation.topics().requests(Stage.RESEARCH)));
            poisons.addAll(
                    poison(installation, Stage.RESEARCH, installation.topics().results(Stage.RESEARCH)));
            installation.submit("behind", GeneratedLeads.of(2, LEADS));

            requireAllEnded(installation, "before");
            requireAllEnded(installation, "behind");
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    records.deadLetters().stream().filter(letter -> letter.getOriginal() != null))
                            .hasSizeGreaterThanOrEqualTo(poisons.size()));
            requireOneDeadLetterEach(records, poisons);
            assertThat(threads).hasSizeGreaterThanOrEqualTo(4).allMatch(Thread::isAlive);
            requireHealthy(installation);
        }
    }

    private static List<Poison> poison(Installation installation, Stage stage, Topic topic) throws Exception {
        byte[] good = installation
                .cluster()
                .codec()
                .encode(installation.topics().lists().name(), aPart(installation));
        Map<String, byte @Nullable []> values = new LinkedHashMap<>();
        values.put("empty", new byte[0]);
        values.put("text", "{\"not\": \"avro\"}".getBytes(StandardCharsets.UTF_8));
        values.put("unknown-schema", new byte[] {0, 0x7f, 0, 0, 1, 2, 3});
        values.put("cut-off", Arrays.copyOf(good, 12));
        values.put("null", null);
        List<Poison> poisons = new ArrayList<>();
        try (Producer<byte[], byte[]> producer = installation.cluster().kafka().producer(Map.of())) {
            int partition = 0;
            for (Map.Entry<String, byte @Nullable []> value : values.entrySet()) {
                List<Header> headers = List.of(
                        new RecordHeader("kind", value.getKey().getBytes(StandardCharsets.UTF_8)),
                        new RecordHeader("kind", new byte[] {-1, 0, 1}),
                        new RecordHeader("nothing", (byte[]) null));
                ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                        topic.name(),
                        partition++ % Installation.PARTITIONS,
                        ("poison/" + value.getKey()).getBytes(StandardCharsets.UTF_8),
                        value.getValue(),
                        headers);
                poisons.add(new Poison(stage, record, producer.send(record).get()));
            }
        }
        return poisons;
    }

    private static dev.leadrelay.schemas.records.LeadList aPart(Installation installation) {
        return dev.leadrelay.schemas.records.LeadList.newBuilder()
                .setListId("cut-off")
                .setPart(0)
                .setLastPart(true)
                .setSubmittedAt(java.time.Instant.EPOCH)
                .setSource("test")
                .setSettings(installation.listSettings())
                .setLeads(GeneratedLeads.of(3, 1))
                .build();
    }

    private static void requireAllEnded(Installation installation, String listId) {
        ListProgress progress = installation.awaitSettled(listId, PATIENCE);
        Map<String, LeadResult> results = installation.outcome(listId).results();

        assertThat(progress.getAccepted()).isEqualTo(LEADS);
        assertThat(results).hasSize(LEADS);
        assertThat(installation.ledger(listId, progress).balanced()).isTrue();
        assertThat(progress.getComplete()).isTrue();
    }

    private static void requireOneDeadLetterEach(TopicRecords records, List<Poison> poisons) {
        List<DeadLetter> letters = new ArrayList<>(records.deadLetters());
        for (Poison poison : poisons) {
            List<DeadLetter> its = records.deadLetters(poison.stage).stream()
                    .filter(letter -> isOf(letter.getOriginal(), poison.at))
                    .toList();
            assertThat(its).as(poison.at.toString()).hasSize(1);
            DeadLetter letter = its.getFirst();
            assertThat(letter.getFailureClass()).isEqualTo(FailureClass.MALFORMED_RECORD);
            assertThat(letter.getLeadKey()).isNull();
            requireVerbatim(letter.getOriginal(), poison);
            letters.remove(letter);
        }
        assertThat(letters).as("nothing else is a dead letter").isEmpty();
    }

    private static boolean isOf(@Nullable OriginalRecord original, RecordMetadata at) {
        return original != null
                && original.getTopic().equals(at.topic())
                && original.getPartition() == at.partition()
                && original.getOffset() == at.offset();
    }

    private static void requireVerbatim(OriginalRecord original, Poison poison) {
        assertThat(original.getTimestamp().toEpochMilli()).isEqualTo(poison.at.timestamp());
        assertThat(original.getKey()).isEqualTo(ByteBuffer.wrap(poison.sent.key()));
        byte[] value = poison.sent.value();
        assertThat(original.getValue()).isEqualTo(value == null ? null : ByteBuffer.wrap(value));
        List<Header> headers = List.of(poison.sent.headers().toArray());
        assertThat(original.getHeaders()).hasSameSizeAs(headers);
        for (int index = 0; index < headers.size(); index++) {
            assertThat(original.getHeaders().get(index).getName())
                    .isEqualTo(headers.get(index).key());
            byte[] bytes = headers.get(index).value();
            assertThat(original.getHeaders().get(index).getValue())
                    .isEqualTo(bytes == null ? null : ByteBuffer.wrap(bytes));
        }
    }

    /** The installation's threads that a restarted worker or stream would have lost; other installations come and go beside it. */
    private static Set<Thread> workersOf(Installation installation) {
        String prefix = installation.prefix();
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains(prefix))
                .filter(thread -> thread.getName().contains("StreamThread")
                        || thread.getName().startsWith("worker-"))
                .collect(Collectors.toSet());
    }

    private static void requireHealthy(Installation installation) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (String name : Services.factories().keySet()) {
                assertThat(installation.service(name).failure()).isNotDone();
                URI ready = URI.create(
                        "http://127.0.0.1:" + installation.service(name).httpPort() + "/health/ready");
                HttpResponse<String> answer =
                        client.send(HttpRequest.newBuilder(ready).build(), HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(name + ": " + answer.body()).isEqualTo(200);
            }
        }
    }
}
