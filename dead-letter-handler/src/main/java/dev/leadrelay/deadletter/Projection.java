package dev.leadrelay.deadletter;

import dev.leadrelay.schemas.serde.RegistryUnavailableException;
import dev.leadrelay.service.HealthState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topics into the store, on one thread that owns the consumer. Nothing is skipped: whatever fails is tried
 * again from the stored positions, with a new consumer.
 */
final class Projection implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Projection.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration ASK = Duration.ofSeconds(5);
    private static final long LOOK_FOR_PARTITIONS_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final int AHEAD_TRIES = 10;

    private final FactReader reader;
    private final ProjectionStore store;
    private final ReadProgress progress;
    private final Rebuild rebuild;
    private final TriageMetrics metrics;
    private final java.util.function.Consumer<String> fatal;
    private final ConsumerLoop loop;

    private int seenAhead;
    private volatile HealthState state = new HealthState.Degraded("not started");

    Projection(
            Supplier<Consumer<byte[], byte[]>> consumers,
            FactReader reader,
            ProjectionStore store,
            ReadProgress progress,
            Rebuild rebuild,
            TriageMetrics metrics,
            Duration retryPause,
            java.util.function.Consumer<String> fatal) {
        this.reader = reader;
        this.store = store;
        this.progress = progress;
        this.rebuild = rebuild;
        this.metrics = metrics;
        this.fatal = fatal;
        this.loop = new ConsumerLoop("dead-letter-projection", consumers, retryPause, this::follow, this::failed);
    }

    void start() {
        loop.start();
    }

    /** How the reader is. Thread-safe. */
    HealthState health() {
        return loop.isAlive() ? state : new HealthState.Down("the reader is not running");
    }

    /** Stops reading; what was read and not stored is read again by the next process. */
    @Override
    public void close() {
        loop.close();
    }

    private void failed(RuntimeException failure) {
        log.warn("Reading the topics failed and is tried again", failure);
        state = new HealthState.Down("reading the topics failed: " + failure.getMessage());
    }

    private void follow(Consumer<byte[], byte[]> consumer) {
        // First, since what is stored can be looked at while the brokers are gone.
        store.catchUp(done -> state = new HealthState.Degraded("indexes the dead letters: " + done + " done"));
        Set<TopicPartition> partitions = Set.copyOf(awaitPartitions(consumer));
        if (!loop.isOpen() || !seek(consumer, partitions)) {
            return;
        }
        state = new HealthState.Up();
        long looked = System.nanoTime();
        while (loop.isOpen()) {
            if (rebuild.isAsked()) {
                empty(consumer, partitions);
            }
            project(consumer, partitions);
            if (System.nanoTime() - looked > LOOK_FOR_PARTITIONS_NANOS) {
                looked = System.nanoTime();
                if (!partitions.equals(Set.copyOf(partitions(consumer)))) {
                    return;
                }
            }
        }
    }

    /** Empties the store; whoever waits for what was read waits again. Where the reader stands is forgotten first. */
    private void empty(Consumer<byte[], byte[]> consumer, Set<TopicPartition> partitions) {
        Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions, ASK);
        Map<TopicPartition, Long> end = consumer.endOffsets(partitions, ASK);
        log.info("The store is emptied and rebuilt from the topics");
        progress.reset();
        store.clear();
        consumer.seekToBeginning(partitions);
        rebuild.begin(first, end);
    }

    private void project(Consumer<byte[], byte[]> consumer, Set<TopicPartition> partitions) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        if (!records.isEmpty()) {
            List<Fact> facts = new ArrayList<>(records.count());
            for (ConsumerRecord<byte[], byte[]> record : records) {
                Fact fact = read(record);
                if (fact == null) {
                    return;
                }
                facts.add(fact);
            }
            store.apply(facts);
        }
        Map<TopicPartition, Long> positions = new HashMap<>();
        long lag = 0;
        for (TopicPartition partition : partitions) {
            positions.put(partition, consumer.position(partition, ASK));
            lag += consumer.currentLag(partition).orElse(0);
        }
        progress.reached(positions);
        rebuild.reached(positions);
        metrics.read(records.count(), lag);
    }

    /** What the record says; waits out an outage of the registry. Null when the service stops meanwhile. */
    private @Nullable Fact read(ConsumerRecord<byte[], byte[]> record) {
        while (loop.isOpen()) {
            try {
                Fact fact = reader.read(record);
                state = new HealthState.Up();
                return fact;
            } catch (RegistryUnavailableException e) {
                state = new HealthState.Degraded("waits for the schema registry: " + e.getMessage());
                loop.pause();
            }
        }
        return null;
    }

    private List<TopicPartition> awaitPartitions(Consumer<byte[], byte[]> consumer) {
        while (loop.isOpen()) {
            List<TopicPartition> found = partitions(consumer);
            List<String> missing = reader.topics().stream()
                    .filter(topic -> found.stream()
                            .noneMatch(partition -> partition.topic().equals(topic)))
                    .toList();
            if (missing.isEmpty()) {
                return found;
            }
            state = new HealthState.Degraded("waits for topics: " + String.join(", ", missing));
            loop.pause();
        }
        return List.of();
    }

    private List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : reader.topics()) {
            List<PartitionInfo> infos = consumer.partitionsFor(topic, ASK);
            if (infos != null) {
                infos.forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
            }
        }
        if (!reader.foreign().isEmpty()) {
            consumer.listTopics(ASK).forEach((topic, infos) -> {
                if (reader.foreign().contains(topic)) {
                    infos.forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
                }
            });
        }
        return partitions;
    }

    /** Goes to the stored positions; false when the store cannot belong to these topics. */
    private boolean seek(Consumer<byte[], byte[]> consumer, Set<TopicPartition> partitions) {
        Map<TopicPartition, Long> positions = store.positions();
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, ASK);
        for (TopicPartition partition : partitions) {
            Long position = positions.get(partition);
            if (position == null) {
                consumer.seekToBeginning(Set.of(partition));
            } else if (position > ends.getOrDefault(partition, Long.MAX_VALUE)
                    && reader.foreign().contains(partition.topic())) {
                log.warn(
                        "{} was made anew; its records below offset {} are not read before a rebuild",
                        partition,
                        position);
                consumer.seekToEnd(Set.of(partition));
            } else if (position > ends.getOrDefault(partition, Long.MAX_VALUE)) {
                ahead(partition, position, ends.get(partition));
                return false;
            } else {
                consumer.seek(partition, position);
            }
        }
        seenAhead = 0;
        return true;
    }

    /** A broker that just came up may not know its ends yet, so this is believed only when it lasts. */
    private void ahead(TopicPartition partition, long position, @Nullable Long end) {
        String line = "the store has read " + partition + " up to offset " + position + ", but that ends at " + end
                + ": the store belongs to other topics; delete it (leadrelay.dead-letter-handler.store-url) and start"
                + " again to have it rebuilt";
        state = new HealthState.Down(line);
        seenAhead++;
        if (seenAhead >= AHEAD_TRIES) {
            fatal.accept(line);
            loop.end();
        }
        loop.pause();
    }
}
