package dev.leadrelay.orchestrator;

import dev.leadrelay.schemas.Topic;
import dev.leadrelay.schemas.serde.Decoded;
import dev.leadrelay.schemas.serde.RecordCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The latest value of each key of a compacted topic, kept in memory by a thread of its own that reads all partitions
 * from their beginning and belongs to no group. Reading it is thread-safe.
 *
 * @param <T> type of the values
 */
final class CompactedView<T extends SpecificRecord> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CompactedView.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration CLOSE = Duration.ofSeconds(5);
    private static final long RETRY_MILLIS = 1_000;

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final RecordCodec codec;
    private final Topic topic;
    private final Class<T> type;
    private final Map<String, T> values = new ConcurrentHashMap<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable Consumer<byte[], byte[]> reading;

    /** @param consumers makes a consumer for this view, which closes it */
    CompactedView(Supplier<Consumer<byte[], byte[]>> consumers, RecordCodec codec, Topic topic, Class<T> type) {
        this.consumers = consumers;
        this.codec = codec;
        this.topic = topic;
        this.type = type;
        this.thread = Thread.ofPlatform().daemon().name("view-" + topic.name()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    Collection<T> values() {
        return List.copyOf(values.values());
    }

    Optional<T> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    @Override
    public void close() {
        stopping.countDown();
        Consumer<byte[], byte[]> consumer = reading;
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            if (thread.getState() != Thread.State.NEW && !thread.join(CLOSE)) {
                LOG.warn("The reader of {} did not end within {}", topic.name(), CLOSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (stopping.getCount() > 0) {
            try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                reading = consumer;
                read(consumer);
            } catch (WakeupException e) {
                // Only close() wakes the consumer; the loop's condition ends it.
            } catch (RuntimeException e) {
                LOG.warn("Reading {} again: {}", topic.name(), e.getMessage());
                pause();
            }
        }
    }

    /** Reads from the beginning until something fails: the newest value of a key wins, whatever was read before. */
    private void read(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        while (stopping.getCount() > 0) {
            consumer.poll(POLL).forEach(this::take);
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            return;
        }
        String key = new String(record.key(), StandardCharsets.UTF_8);
        if (record.value() == null) {
            values.remove(key);
            return;
        }
        switch (codec.decode(topic.name(), record.value(), type)) {
            case Decoded.Value<T> value -> values.put(key, value.value());
            case Decoded.Undecodable<T> undecodable ->
                LOG.warn(
                        "Ignoring {}-{}@{}: {}",
                        topic.name(),
                        record.partition(),
                        record.offset(),
                        undecodable.reason());
        }
    }

    private void pause() {
        try {
            if (stopping.await(RETRY_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.debug("Stopped while waiting to read {} again", topic.name());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
