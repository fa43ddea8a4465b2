package dev.leadrelay.deadletter;

import dev.leadrelay.schemas.records.AgentRun;
import dev.leadrelay.schemas.serde.Decoded;
import dev.leadrelay.schemas.serde.RecordCodec;
import dev.leadrelay.schemas.serde.RegistryUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Finds the run log of an attempt in its topic, in bounded time: by the partition of the lead's key, around the time at
 * which the lead was parked. Thread-safe.
 */
final class RunSearch {
    /** A run is written with its result, mostly moments before the lead is parked; after an outage long before. */
    private static final List<Duration> LOOK_BACK = List.of(Duration.ofMinutes(2), Duration.ofDays(1));

    /** Clocks differ: how far behind the parking a run may seem to be. */
    private static final Duration LOOK_AHEAD = Duration.ofMinutes(1);

    private static final Duration POLL = Duration.ofMillis(100);

    /** What was found. */
    sealed interface Finding {
        /** The run log. */
        record Found(AgentRun run) implements Finding {}

        /** None, with one sentence that says so. */
        record Absent(String note) implements Finding {}
    }

    private final String topic;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final RecordCodec codec;
    private final Duration atMost;
    private final Semaphore free;

    RunSearch(
            String topic,
            Supplier<Consumer<byte[], byte[]>> consumers,
            RecordCodec codec,
            Duration atMost,
            int searches) {
        this.topic = topic;
        this.consumers = consumers;
        this.codec = codec;
        this.atMost = atMost;
        this.free = new Semaphore(searches);
    }

    /** @param parkedAt milliseconds since the epoch */
    Finding find(@Nullable String leadKey, @Nullable String runId, long parkedAt) {
        if (leadKey == null || runId == null) {
            return new Finding.Absent("the dead letter names no run of an agent");
        }
        if (!free.tryAcquire()) {
            return new Finding.Absent("too many run logs are being looked for now; try again");
        }
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            return new Search(consumer, leadKey.getBytes(StandardCharsets.UTF_8), runId, parkedAt).find();
        } catch (KafkaException e) {
            return new Finding.Absent("the run log cannot be read now: " + e.getMessage());
        } catch (RegistryUnavailableException e) {
            return new Finding.Absent("the run log cannot be decoded now: " + e.getMessage());
        } finally {
            free.release();
        }
    }

    /** One search with its own consumer. */
    private final class Search {
        private final Consumer<byte[], byte[]> consumer;
        private final byte[] key;
        private final String runId;
        private final long parkedAt;
        private final long deadline = System.nanoTime() + atMost.toNanos();

        Search(Consumer<byte[], byte[]> consumer, byte[] key, String runId, long parkedAt) {
            this.consumer = consumer;
            this.key = key;
            this.runId = runId;
            this.parkedAt = parkedAt;
        }

        Finding find() {
            List<PartitionInfo> partitions = consumer.partitionsFor(topic, left());
            if (partitions == null || partitions.isEmpty()) {
                return new Finding.Absent("the topic " + topic + " is not there");
            }
            TopicPartition home = new TopicPartition(topic, Utils.toPositive(Utils.murmur2(key)) % partitions.size());
            consumer.assign(Set.of(home));
            long end = consumer.endOffsets(Set.of(home), left()).getOrDefault(home, 0L);
            for (Duration back : LOOK_BACK) {
                long from = start(home, parkedAt - back.toMillis(), end);
                AgentRun run = scan(home, from, end);
                if (run != null) {
                    return new Finding.Found(run);
                }
                if (isLate()) {
                    return new Finding.Absent("run " + runId + " was not found within " + atMost.toMillis() + " ms");
                }
                end = from;
            }
            return new Finding.Absent("run " + runId + " is not in " + topic + " around the time of the failure");
        }

        private long start(TopicPartition home, long time, long end) {
            Map<TopicPartition, OffsetAndTimestamp> found =
                    consumer.offsetsForTimes(Map.of(home, Math.max(0, time)), left());
            OffsetAndTimestamp start = found.get(home);
            return start == null ? end : Math.min(end, start.offset());
        }

        private @Nullable AgentRun scan(TopicPartition home, long from, long end) {
            consumer.seek(home, from);
            while (!isLate() && consumer.position(home, left()) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (record.offset() >= end || record.timestamp() > parkedAt + LOOK_AHEAD.toMillis()) {
                        return null;
                    }
                    AgentRun run = Arrays.equals(key, record.key()) ? decode(record) : null;
                    if (run != null && runId.equals(run.getRunId())) {
                        return run;
                    }
                }
            }
            return null;
        }

        private @Nullable AgentRun decode(ConsumerRecord<byte[], byte[]> record) {
            return switch (codec.decode(topic, record.value(), AgentRun.class)) {
                case Decoded.Value<AgentRun> run -> run.value();
                case Decoded.Undecodable<AgentRun> unreadable -> null;
            };
        }

        private Duration left() {
            return Duration.ofNanos(Math.max(1_000_000, deadline - System.nanoTime()));
        }

        private boolean isLate() {
            return System.nanoTime() - deadline >= 0;
        }
    }
}
