package dev.leadrelay.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leadrelay.schemas.Fingerprints;
import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.Topic;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.DecisionKind;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.OriginalRecord;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.TriageDecision;
import dev.leadrelay.system.support.ChildService;
import dev.leadrelay.system.support.Installation;
import dev.leadrelay.system.support.TopicRecords;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;

/**
 * The dead-letter handler is killed with -9 ten times while it carries out a bulk retry of 2,000 dead letters, at moments
 * that a seed chooses, and started again over its old store. Each decision stands in its topic once, and each record of no
 * known lead is written to its own topic again once. {@code -Dleadrelay.test.kills=100} kills more often, over as many more dead
 * letters.
 */
class BulkKillTest {
    private static final int KILLS = Integer.getInteger("leadrelay.test.kills", 10);
    private static final int LETTERS = 200 * KILLS;
    /** Every so manieth is about no known lead: its retry writes the original record too. */
    private static final int STRAY = 10;

    private static final int RATE = 250;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** For all of them, at the rate of the job. */
    private static final Duration JOB = PATIENCE.plusSeconds(LETTERS / RATE);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void everyItemIsDispatchedExactlyOnce() throws Exception {
        long began = System.nanoTime();
        try (Installation installation = Installation.create("kill-bulk")) {
            int port = freePort();
            Map<String, String> own = Map.of(
                    "leadrelay.http.port",
                    Integer.toString(port),
                    "leadrelay.dead-letter-handler.retry-transient",
                    "false");
            produce(installation);
            ChildService handler = spawn(installation, own);
            Awaitility.await("all dead letters are in the store")
                    .atMost(PATIENCE)
                    .until(() -> get(port, "/summary").path("open").asInt() == LETTERS);
            String id = start(port);

            Random seeded = new Random(2_000);
            List<Integer> written = new ArrayList<>();
            List<Integer> noted = new ArrayList<>();
            try (Decisions decisions = new Decisions(installation)) {
                for (int kill = 0; kill < KILLS; kill++) {
                    ChildService running = handler;
                    decisions.awaitFurther(
                            1 + seeded.nextInt(80), () -> get(port, "/bulk/" + id) + "\n" + running.output());
                    if (kill % 2 == 1) {
                        // Anywhere between two transactions, or in one; else as soon as one is seen.
                        Thread.sleep(seeded.nextInt(200));
                    }
                    handler.kill();
                    written.add(decisions.count());
                    noted.add(noted(installation));
                    handler = spawn(installation, own);
                }
                JsonNode job = Awaitility.await("the job is done")
                        .atMost(JOB)
                        .until(
                                () -> get(port, "/bulk/" + id),
                                j -> j.path("ended").asBoolean());
                System.out.printf(
                        "BulkKillTest: %d kills, decisions in the topic at each %s, noted in the store %s; %s, %d dispatched,"
                                + " %d skipped%n",
                        KILLS,
                        written,
                        noted,
                        job.path("state").asText(),
                        job.path("dispatched").asInt(),
                        job.path("skipped").asInt());
                assertThat(job.path("dispatched").asInt()).isEqualTo(LETTERS);
                assertThat(job.path("skipped").asInt()).isZero();
            }
            assertThat(noted).as("the job was under way at each kill").allMatch(count -> count < LETTERS);
            assertOnce(installation, began);
        }
    }

    private static void assertOnce(Installation installation, long began) {
        TopicRecords topics = new TopicRecords(installation);
        Map<String, Long> perLetter =
                topics.values(installation.topics().triageDecisions(), TriageDecision.class).stream()
                        .peek(decision -> assertThat(decision.getKind()).isEqualTo(DecisionKind.RETRY))
                        .collect(Collectors.groupingBy(TriageDecision::getDeadLetterId, Collectors.counting()));
        Map<String, Long> perOriginal = topics.raw(installation.topics().lists()).stream()
                .map(record ->
                        record.headers().lastHeader("leadrelay-dead-letter").value())
                .map(value -> new String(value, StandardCharsets.UTF_8))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        System.out.printf(
                "BulkKillTest: %d dead letters decided, %d decisions in all; %d records of no known lead written again, %d"
                        + " in all; %.0f s%n",
                perLetter.size(),
                sum(perLetter),
                perOriginal.size(),
                sum(perOriginal),
                (System.nanoTime() - began) / 1e9);
        assertThat(perLetter).hasSize(LETTERS);
        assertThat(perLetter.values()).containsOnly(1L);
        assertThat(perOriginal).hasSize(LETTERS / STRAY);
        assertThat(perOriginal.values()).containsOnly(1L);
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static void produce(Installation installation) {
        try (Producer<byte[], byte[]> producer = installation.cluster().kafka().producer(Map.of())) {
            for (int number = 0; number < LETTERS; number++) {
                DeadLetter letter = number % STRAY == 0 ? stray(installation, number) : parked(number);
                Topic topic = installation.topics().deadLetters(letter.getStage());
                byte[] key = String.valueOf(letter.getLeadKey()).getBytes(StandardCharsets.UTF_8);
                byte[] value = installation.cluster().codec().encode(topic.name(), letter);
                producer.send(new ProducerRecord<>(topic.name(), key, value));
            }
            producer.flush();
        }
    }

    private static DeadLetter parked(int number) {
        String leadKey = Identifiers.leadKey("bulk", "lead-" + number);
        String message = "the draft names 'Person " + number + "'";
        return DeadLetter.newBuilder()
                .setDeadLetterId(Identifiers.deadLetterId(leadKey, Stage.WRITER, 1))
                .setStage(Stage.WRITER)
                .setFailureClass(FailureClass.OUTPUT_REJECTED)
                .setMessage(message)
                .setViolations(List.of())
                .setFingerprint(Fingerprints.of(Stage.WRITER, FailureClass.OUTPUT_REJECTED, message))
                .setLeadKey(leadKey)
                .setListId("bulk")
                .setLeadId("lead-" + number)
                .setAttempt(1)
                .setParkedAt(Instant.now())
                .build();
    }

    private static DeadLetter stray(Installation installation, int number) {
        String topic = installation.topics().lists().name();
        return DeadLetter.newBuilder()
                .setDeadLetterId(Identifiers.deadLetterId(topic, 0, number))
                .setStage(Stage.LISTS)
                .setFailureClass(FailureClass.MALFORMED_RECORD)
                .setMessage("no list of leads")
                .setViolations(List.of())
                .setFingerprint(Fingerprints.of(Stage.LISTS, FailureClass.MALFORMED_RECORD, "no list of leads"))
                .setOriginal(OriginalRecord.newBuilder()
                        .setTopic(topic)
                        .setPartition(0)
                        .setOffset(number)
                        .setTimestamp(Instant.now())
                        .setKey(null)
                        .setValue(ByteBuffer.wrap(("record " + number).getBytes(StandardCharsets.UTF_8)))
                        .setHeaders(List.of())
                        .build())
                .setParkedAt(Instant.now())
                .build();
    }

    private String start(int port) throws Exception {
        String body = "{\"filter\":{},\"kind\":\"RETRY\",\"by\":\"ann\",\"rate\":" + RATE + "}";
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/bulk"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        JsonNode job = JSON.readTree(response.body());
        assertThat(job.path("total").asInt()).isEqualTo(LETTERS);
        return job.path("id").asText();
    }

    private JsonNode get(int port, String path) throws Exception {
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    /** What the job knows of its own work, read from the store of the dead process. */
    private static int noted(Installation installation) throws Exception {
        String url = "jdbc:h2:file:" + installation.folder().resolve("dead-letters");
        try (Connection connection = DriverManager.getConnection(url, "", "");
                ResultSet row = connection
                        .createStatement()
                        .executeQuery("select count(*) from bulk_item where state <> 'PENDING'")) {
            assertThat(row.next()).isTrue();
            return row.getInt(1);
        }
    }

    private static ChildService spawn(Installation installation, Map<String, String> own) {
        ChildService child = installation.spawn("dead-letter-handler", own);
        Awaitility.await("the handler runs").atMost(PATIENCE).until(() -> {
            assertThat(child.alive()).as(child.output()).isTrue();
            return child.running();
        });
        return child;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Counts the committed decisions as they appear. For one thread. */
    private static final class Decisions implements AutoCloseable {
        private final Consumer<byte[], byte[]> consumer;
        private final List<TopicPartition> partitions;
        private int seen;

        Decisions(Installation installation) {
            consumer = installation.cluster().kafka().consumer(Map.of());
            partitions = consumer
                    .partitionsFor(installation.topics().triageDecisions().name())
                    .stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        }

        /** Waits until so many more have appeared. */
        void awaitFurther(int more, Callable<String> otherwise) throws Exception {
            int target = count() + more;
            try {
                await(target);
            } catch (ConditionTimeoutException e) {
                throw new AssertionError(seen + " of " + target + " decisions; " + otherwise.call(), e);
            }
        }

        private void await(int target) {
            Awaitility.await("further decisions")
                    .atMost(PATIENCE)
                    .pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> {
                        seen += consumer.poll(Duration.ofMillis(50)).count();
                        return seen >= target;
                    });
        }

        /** How many there are now. */
        int count() {
            Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                seen += consumer.poll(Duration.ofMillis(20)).count();
            }
            return seen;
        }

        @Override
        public void close() {
            consumer.close();
        }
    }
}
