package dev.leadrelay.deadletter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes records in one Kafka transaction, all or none. For one thread. */
final class DecisionPublisher implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DecisionPublisher.class);
    private static final int COMMIT_TRIES = 3;
    private static final Duration CLOSE = Duration.ofSeconds(5);

    /** What became of a transaction. */
    sealed interface Publication {
        /** Committed; the offsets behind the records, by partition. */
        record Written(Map<TopicPartition, Long> behind) implements Publication {}

        /** Nothing was written. */
        record NotWritten(String why) implements Publication {}

        /** The brokers did not say; the next transaction finds it decided. */
        record Undecided() implements Publication {}

        /** Another process writes under the same transactional id. */
        record Fenced() implements Publication {}
    }

    private final Supplier<Producer<byte[], byte[]>> producers;
    private @Nullable Producer<byte[], byte[]> producer;

    /** @param producers make producers with the fixed transactional id */
    DecisionPublisher(Supplier<Producer<byte[], byte[]>> producers) {
        this.producers = producers;
    }

    /**
     * Gets a producer ready: whatever an earlier one left open is decided afterwards, and that one is fenced.
     *
     * @throws KafkaException when the brokers do not answer
     */
    void prepare() {
        if (producer == null) {
            Producer<byte[], byte[]> fresh = producers.get();
            try {
                fresh.initTransactions();
                producer = fresh;
            } finally {
                if (producer == null) {
                    fresh.close(Duration.ZERO);
                }
            }
        }
    }

    Publication publish(List<ProducerRecord<byte[], byte[]>> records) {
        try {
            prepare();
        } catch (KafkaException e) {
            return new Publication.NotWritten("the brokers do not take transactions now: " + e.getMessage());
        }
        Producer<byte[], byte[]> ready = Objects.requireNonNull(producer);
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try {
            ready.beginTransaction();
            records.forEach(record -> sent.add(ready.send(record)));
            ready.flush();
            behind(sent);
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
            return fenced();
        } catch (KafkaException e) {
            return abort(ready, e);
        }
        return commit(ready, sent);
    }

    private Publication commit(Producer<byte[], byte[]> ready, List<Future<RecordMetadata>> sent) {
        for (int left = COMMIT_TRIES; left > 0; left--) {
            try {
                ready.commitTransaction();
                return new Publication.Written(behind(sent));
            } catch (TimeoutException e) {
                log.warn("The commit of a decision timed out and is tried again");
            } catch (ProducerFencedException | InvalidProducerEpochException e) {
                return fenced();
            } catch (KafkaException e) {
                log.warn("The commit of a decision failed", e);
                break;
            }
        }
        discard();
        return new Publication.Undecided();
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(CLOSE);
            producer = null;
        }
    }

    private Publication abort(Producer<byte[], byte[]> ready, KafkaException cause) {
        log.warn("A decision could not be written", cause);
        try {
            ready.abortTransaction();
        } catch (KafkaException e) {
            log.warn("Its transaction could not be aborted; a new producer will do that", e);
            discard();
        }
        Throwable root = cause.getCause() == null ? cause : cause.getCause();
        return new Publication.NotWritten(String.valueOf(root.getMessage()));
    }

    private Publication fenced() {
        discard();
        return new Publication.Fenced();
    }

    private void discard() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }

    private static Map<TopicPartition, Long> behind(List<Future<RecordMetadata>> sent) {
        Map<TopicPartition, Long> behind = new HashMap<>();
        for (Future<RecordMetadata> future : sent) {
            RecordMetadata written = get(future);
            behind.merge(new TopicPartition(written.topic(), written.partition()), written.offset() + 1, Math::max);
        }
        return behind;
    }

    private static RecordMetadata get(Future<RecordMetadata> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }
}
