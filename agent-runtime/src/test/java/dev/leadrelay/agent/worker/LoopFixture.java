package dev.leadrelay.agent.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A worker's loop on Kafka's mock clients, turned by the test. The work on a record ends when its gate is opened; its
 * output has the input's key and value. What the producer commits is what the consumer reads back.
 */
final class LoopFixture {
    static final Uuid TOPIC_ID = Uuid.randomUuid();
    static final TopicPartition P0 = new TopicPartition("in", 0);
    static final TopicPartition P1 = new TopicPartition("in", 1);

    final Map<TopicPartition, OffsetAndMetadata> stored;
    final List<String> outputs;
    final List<String> started = new CopyOnWriteArrayList<>();
    final List<String> interrupted = new CopyOnWriteArrayList<>();
    final List<TestProducer> producers = new ArrayList<>();
    final List<String> events = new ArrayList<>();
    final AtomicLong nanos = new AtomicLong(1_000_000_000_000L);
    final Pauses pauses = new Pauses(Duration.ofMillis(50), nanos::get);
    final TestConsumer consumer = new TestConsumer();
    final WorkerLoop loop;
    int generation = 1;
    boolean topicKnown = true;
    volatile boolean gated;
    /** Values of records whose work ends the process: the test then abandons this fixture. */
    volatile Set<String> deadly = Set.of();

    volatile boolean dead;
    volatile @Nullable RuntimeException thrown;
    /** Error of sending an output, by its value; null for none. */
    Function<String, @Nullable RuntimeException> sending = value -> null;

    /** Works whose end the loop has seen. */
    int collected;

    /** How long the broker takes for a commit. */
    Duration commitTakes = Duration.ZERO;

    private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();

    LoopFixture(int capacity) {
        this(capacity, new ConcurrentHashMap<>(), new CopyOnWriteArrayList<>());
    }

    /** The next life of a worker, with what the broker has of the lives before. */
    LoopFixture nextLife(int capacity) {
        return new LoopFixture(capacity, stored, outputs);
    }

    private LoopFixture(int capacity, Map<TopicPartition, OffsetAndMetadata> stored, List<String> outputs) {
        this.stored = stored;
        this.outputs = outputs;
        WorkerSettings settings = WorkerSettings.of("in", "group", "one")
                .withCapacity(capacity)
                .withCommitInterval(Duration.ZERO)
                .withTimeLimit(Duration.ofSeconds(60));
        Transactions transactions = new Transactions(this::producer, nanos::get);
        loop = new WorkerLoop(
                settings, consumer, transactions, new Facts(), pauses, new Handler(), new Listener(), nanos::get);
        loop.subscribe();
        consumer.updateBeginningOffsets(Map.of(P0, 0L, P1, 0L));
        consumer.updateEndOffsets(Map.of(P0, 100L, P1, 100L));
    }

    TestProducer producer() {
        TestProducer created = new TestProducer();
        producers.add(created);
        return created;
    }

    TestProducer lastProducer() {
        return producers.getLast();
    }

    void assign(TopicPartition... partitions) {
        consumer.rebalance(List.of(partitions));
        turnUntil(() -> !topicKnown || (consumer.paused().isEmpty() && areMarked(partitions)));
    }

    private boolean areMarked(TopicPartition... partitions) {
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata offset = stored.get(partition);
            if (offset == null
                    || !CommitMetadata.markOf(offset.offset(), offset.metadata(), TOPIC_ID)
                            .open()) {
                return false;
            }
        }
        return true;
    }

    /** Adds records with value "partition:offset". */
    void add(TopicPartition partition, long from, int count) {
        for (long offset = from; offset < from + count; offset++) {
            String value = partition.partition() + ":" + offset;
            consumer.addRecord(new ConsumerRecord<>(
                    "in", partition.partition(), offset, TestClients.bytes(value), TestClients.bytes(value)));
        }
    }

    void open(String... values) {
        for (String value : values) {
            gate(value).countDown();
        }
    }

    void turn() {
        loop.turn();
    }

    void turnUntil(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await()
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .atMost(Duration.ofSeconds(10))
                .until(() -> {
                    loop.turn();
                    return condition.call();
                });
    }

    void advance(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }

    CommitPoint storedPoint(TopicPartition partition) {
        OffsetAndMetadata offset = stored.get(partition);
        return CommitMetadata.decode(offset.offset(), offset.metadata(), TOPIC_ID);
    }

    private CountDownLatch gate(String value) {
        return gates.computeIfAbsent(value, v -> new CountDownLatch(1));
    }

    private final class Handler implements RecordHandler {
        @Override
        public Outputs handle(ConsumerRecord<byte[], byte[]> record, WorkScope scope) throws InterruptedException {
            String value = TestClients.text(record.value());
            started.add(value);
            RuntimeException failure = thrown;
            if (failure != null) {
                throw failure;
            }
            try {
                if (deadly.contains(value)) {
                    dead = true;
                    new CountDownLatch(1).await();
                }
                if (gated) {
                    gate(value).await();
                }
            } catch (InterruptedException e) {
                interrupted.add(value);
                throw e;
            }
            return new Outputs(List.of(new ProducerRecord<>("out", record.key(), record.value())));
        }

        @Override
        public Outputs refused(ConsumerRecord<byte[], byte[]> record, RuntimeException cause) {
            String value = "refused " + TestClients.text(record.value()) + " " + cause.getMessage();
            return new Outputs(List.of(new ProducerRecord<>("out", record.key(), TestClients.bytes(value))));
        }
    }

    private final class Listener implements WorkerListener {
        @Override
        public void finished(Duration duration, boolean refused) {
            collected++;
        }

        @Override
        public void committed(int records, Duration duration) {
            events.add("committed " + records);
        }

        @Override
        public void aborted(int records, Throwable cause) {
            events.add("aborted " + records);
        }

        @Override
        public void dropped(int records) {
            events.add("dropped " + records);
        }
    }

    private final class Facts implements TopicFacts {
        @Override
        public @Nullable Uuid topicId(String topic) {
            return topicKnown ? TOPIC_ID : null;
        }

        @Override
        public void forget(String topic) {}

        @Override
        public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
            return Map.of(P0, 100L, P1, 100L);
        }

        @Override
        public void close() {}
    }

    /** Reads back what the producer committed. */
    final class TestConsumer extends MockConsumer<byte[], byte[]> {
        TestConsumer() {
            super("earliest");
        }

        @Override
        public synchronized Map<TopicPartition, OffsetAndMetadata> committed(
                java.util.Set<TopicPartition> partitions, Duration timeout) {
            Map<TopicPartition, OffsetAndMetadata> known = new HashMap<>(stored);
            known.keySet().retainAll(partitions);
            return known;
        }

        @Override
        public ConsumerGroupMetadata groupMetadata() {
            return new ConsumerGroupMetadata("group", generation, "member", java.util.Optional.empty());
        }
    }

    /** Fails where it is told to. */
    final class TestProducer extends MockProducer<byte[], byte[]> {
        /** The commit happens, and its answer is lost: thrown once. */
        @Nullable
        RuntimeException lostAnswer;

        private Map<TopicPartition, OffsetAndMetadata> offsets = Map.of();
        private List<String> values = new ArrayList<>();

        TestProducer() {
            super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public void beginTransaction() {
            values = new ArrayList<>();
            super.beginTransaction();
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
            String value = TestClients.text(record.value());
            RuntimeException error = sending.apply(value);
            if (error != null) {
                callback.onCompletion(null, error);
            }
            values.add(value);
            return super.send(record, callback);
        }

        @Override
        public void sendOffsetsToTransaction(
                Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata metadata) {
            super.sendOffsetsToTransaction(offsets, metadata);
            this.offsets = offsets;
        }

        @Override
        public void commitTransaction() {
            super.commitTransaction();
            advance(commitTakes);
            stored.putAll(offsets);
            outputs.addAll(values);
            RuntimeException lost = lostAnswer;
            if (lost != null) {
                lostAnswer = null;
                throw lost;
            }
        }
    }
}
