package dev.leadrelay.deadletter;

import dev.leadrelay.schemas.records.AgentStatus;
import dev.leadrelay.schemas.records.ListProgress;
import dev.leadrelay.schemas.serde.Decoded;
import dev.leadrelay.schemas.serde.RecordCodec;
import dev.leadrelay.schemas.serde.RegistryUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the compacted topics of lists and agents on one thread, from their beginning at each start, for the overview.
 * Nothing is stored and nothing depends on it: while it cannot read, the overview shows the last it knew and says so. Thread-safe.
 */
final class PipelineFeed implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PipelineFeed.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration ASK = Duration.ofSeconds(5);
    private static final long SAMPLE_MILLIS = 1_000;

    private final RecordCodec codec;
    private final String progressTopic;
    private final String statusTopic;
    private final Clock clock;
    private final PipelineState state = new PipelineState();
    private final ConsumerLoop loop;
    private long sampled;

    PipelineFeed(
            Supplier<Consumer<byte[], byte[]>> consumers,
            RecordCodec codec,
            String progressTopic,
            String statusTopic,
            Clock clock,
            Duration retryPause) {
        this.codec = codec;
        this.progressTopic = progressTopic;
        this.statusTopic = statusTopic;
        this.clock = clock;
        this.loop = new ConsumerLoop("dead-letter-pipeline", consumers, retryPause, this::follow, this::failed);
    }

    void start() {
        loop.start();
    }

    /** Reads the state while nobody changes it. */
    <T> T read(Function<PipelineState, T> reading) {
        synchronized (state) {
            return reading.apply(state);
        }
    }

    @Override
    public void close() {
        loop.close();
    }

    private void failed(RuntimeException failure) {
        log.warn("Lists and agents cannot be followed now and are tried again: {}", failure.toString());
        lost("their topics cannot be read");
    }

    private void lost(String why) {
        synchronized (state) {
            state.lost(why);
        }
    }

    private void follow(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = partitions(consumer);
        if (partitions.isEmpty()) {
            loop.pause();
            return;
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        while (loop.isOpen()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                take(record);
            }
            if (!loop.isOpen()) {
                return;
            }
            long now = clock.millis();
            synchronized (state) {
                state.followed(now);
                if (now - sampled >= SAMPLE_MILLIS) {
                    sampled = now;
                    state.sample(now);
                }
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(progressTopic)) {
            take(record, ListProgress.class, state::list);
        } else {
            take(record, AgentStatus.class, state::agent);
        }
    }

    /** A record without a value takes away; one that cannot be read leaves the last known. */
    private <T extends SpecificRecord> void take(
            ConsumerRecord<byte[], byte[]> record, Class<T> type, BiConsumer<String, @Nullable T> known) {
        if (record.key() == null) {
            return;
        }
        T value = record.value() == null ? null : decode(record, type);
        if (value != null || record.value() == null) {
            synchronized (state) {
                known.accept(new String(record.key(), StandardCharsets.UTF_8), value);
            }
        }
    }

    /** What the record says; waits out an outage of the registry. Null when it cannot be read, or the feed ends meanwhile. */
    private <T extends SpecificRecord> @Nullable T decode(ConsumerRecord<byte[], byte[]> record, Class<T> type) {
        while (loop.isOpen()) {
            try {
                return switch (codec.decode(record.topic(), record.value(), type)) {
                    case Decoded.Value<T> read -> read.value();
                    case Decoded.Undecodable<T> unreadable -> null;
                };
            } catch (RegistryUnavailableException e) {
                log.debug("The registry does not answer; the overview keeps what it knows", e);
                lost("the schema registry does not answer");
                loop.pause();
            }
        }
        return null;
    }

    private List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : List.of(progressTopic, statusTopic)) {
            List<PartitionInfo> infos = consumer.partitionsFor(topic, ASK);
            if (infos == null || infos.isEmpty()) {
                return List.of();
            }
            infos.forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
        }
        return partitions;
    }
}
