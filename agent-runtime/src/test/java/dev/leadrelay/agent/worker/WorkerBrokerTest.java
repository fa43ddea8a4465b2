package dev.leadrelay.agent.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers on a real broker. */
class WorkerBrokerTest {
    private static final int RECORDS = 2_000;

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;

    private final Map<String, AtomicInteger> runs = new ConcurrentHashMap<>();
    private volatile @Nullable String exit;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(directory);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void instancesJoinAndLeaveUnderLoad() throws Exception {
        broker.create(6, "join.in", "join.out");
        TestClients.produce(broker.bootstrap(), "join.in", RECORDS, i -> "v" + i);
        Worker first = worker("join", "first", 20);
        Worker second = worker("join", "second", 20);
        try {
            first.start();
            Awaitility.await().until(() -> runs.size() > 200);
            second.start();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() ->
                            second.status().partitions() == 3 && second.status().committed() > 50);
            first.close();
            assertThat(first.status().state()).isEqualTo(WorkerStatus.State.STOPPED);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> second.status().partitions() == 6
                            && second.status().backlog() == 0
                            && second.status().committed() > 0
                            && outputs("join.out").size() >= RECORDS);
        } finally {
            first.close();
            second.close();
        }
        assertThat(outputs("join.out")).hasSize(RECORDS).doesNotHaveDuplicates();
        int repeated = runs.values().stream().mapToInt(AtomicInteger::get).sum() - RECORDS;
        assertThat(repeated).isBetween(0, 20);
        assertThat(exit).isNull();
    }

    @Test
    void nothingIsLeftToDoWhenOnlyMarkersOfTransactionsAre() throws Exception {
        broker.create(3, "marked.in", "marked.out");
        TestClients.produceInTransactions(broker.bootstrap(), "marked.in", 12);
        Worker worker = worker("marked", "one", 100);
        try {
            worker.start();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> worker.status().committed() == 12);
            // The ends are asked for each second: at rest none of the answers may leave anything.
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .during(Duration.ofSeconds(3))
                    .until(() -> worker.status().lag() == 0);
        } finally {
            worker.close();
        }
    }

    @Test
    void anOutputThatIsTooLargeIsRefusedAndTheOthersPass() throws Exception {
        broker.create(1, "large.in", "large.out");
        TestClients.produce(broker.bootstrap(), "large.in", 20, i -> i == 7 ? "large" : "v" + i);
        Worker worker = worker("large", "one", 100);
        try {
            worker.start();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> worker.status().committed() == 20);
        } finally {
            worker.close();
        }
        assertThat(outputs("large.out"))
                .hasSize(20)
                .contains("refused RecordTooLargeException")
                .doesNotHaveDuplicates();
        assertThat(runs).allSatisfy((value, count) -> assertThat(count).hasValue(1));
    }

    @Test
    void twoProcessesWithOneTransactionalIdEndWithAClearLine() throws Exception {
        broker.create(2, "twin.in", "twin.out");
        Worker one = worker("twin", "same", 1);
        Worker other = worker("twin", "same", 1);
        try {
            one.start();
            other.start();
            Awaitility.await()
                    .until(() ->
                            one.status().partitions() == 1 && other.status().partitions() == 1);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> {
                        TestClients.produce(broker.bootstrap(), "twin.in", 10, i -> "v" + i);
                        return exit != null;
                    });
        } finally {
            one.close();
            other.close();
        }
        assertThat(exit).contains("transactional.id").doesNotContain("\n");
        assertThat(List.of(one.status().state(), other.status().state())).contains(WorkerStatus.State.FAILED);
    }

    private Worker worker(String name, String instance, int capacity) {
        RecordHandler handler = new RecordHandler() {
            @Override
            public Outputs handle(ConsumerRecord<byte[], byte[]> record, WorkScope scope) throws InterruptedException {
                String value = TestClients.text(record.value());
                runs.computeIfAbsent(value, v -> new AtomicInteger()).incrementAndGet();
                Thread.sleep(Math.floorMod(value.hashCode(), 40));
                return output(record, value.equals("large") ? new byte[3_000_000] : record.value());
            }

            @Override
            public Outputs refused(ConsumerRecord<byte[], byte[]> record, RuntimeException cause) {
                return output(
                        record, TestClients.bytes("refused " + cause.getClass().getSimpleName()));
            }

            private Outputs output(ConsumerRecord<byte[], byte[]> record, byte[] value) {
                return new Outputs(List.of(new ProducerRecord<>(name + ".out", record.key(), value)));
            }
        };
        WorkerSettings settings =
                WorkerSettings.of(name + ".in", name, instance).withCapacity(capacity);
        return new Worker(
                settings,
                TestClients.of(broker.bootstrap()),
                new Pauses(Duration.ofSeconds(1)),
                handler,
                WorkerListener.NONE,
                line -> exit = line);
    }

    private static List<String> outputs(String topic) {
        return TestClients.readCommitted(broker.bootstrap(), topic).stream()
                .map(record -> TestClients.text(record.value()))
                .collect(Collectors.toList());
    }
}
