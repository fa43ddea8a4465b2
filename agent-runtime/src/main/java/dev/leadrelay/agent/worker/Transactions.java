package dev.leadrelay.agent.worker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transactional producer and what may be done with it: one transaction at a time, a commit that timed out only
 * retried as a commit, a broken producer replaced. Belongs to the worker's own thread.
 */
final class Transactions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);

    /** How a transaction ended. */
    sealed interface End {
        /** Everything in it is there for all to read. */
        record Committed(Duration duration) implements End {}

        /** Nothing in it is there; the producer may have to be replaced before the next one. */
        record Aborted(CommitFault fault, RuntimeException cause, Duration age) implements End {}

        /** The broker may or may not have committed; {@link #retryCommit} finds out. */
        record Undecided() implements End {}

        /** Whether it was committed must be read back from the group's offsets after {@link #renew}. */
        record Unknown(CommitFault fault, RuntimeException cause, Duration age) implements End {}
    }

    private final Supplier<Producer<byte[], byte[]>> factory;
    private final LongSupplier nanos;
    private Producer<byte[], byte[]> producer;
    private boolean ready;
    private long begunAt;
    private boolean committing;
    // Written by the producer's thread.
    private volatile @Nullable RuntimeException sendError;

    Transactions(Supplier<Producer<byte[], byte[]>> factory, LongSupplier nanos) {
        this.factory = factory;
        this.nanos = nanos;
        this.producer = factory.get();
    }

    /** False when {@link #renew} must succeed first. */
    boolean ready() {
        return ready;
    }

    /**
     * Gets the producer ready, a new one if the last one is of no use any more. What an earlier producer of the same
     * transactional.id left open is then decided.
     *
     * @throws KafkaException when it did not work out; may be tried again
     */
    void renew(boolean replace) {
        if (replace) {
            closeQuietly();
            producer = factory.get();
        }
        producer.initTransactions();
        ready = true;
        committing = false;
    }

    /** Sends outputs and offsets in one transaction and commits it. */
    End commit(List<Outputs> group, Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata metadata) {
        begunAt = nanos.getAsLong();
        committing = false;
        sendError = null;
        try {
            producer.beginTransaction();
            for (Outputs outputs : group) {
                for (ProducerRecord<byte[], byte[]> output : outputs.records()) {
                    producer.send(output, (sent, error) -> noteSendError(error));
                }
                failOnSendError();
            }
            producer.sendOffsetsToTransaction(offsets, metadata);
            failOnSendError();
        } catch (RuntimeException e) {
            return abort(e);
        }
        committing = true;
        return retryCommit();
    }

    /** Asks again for the end of a commit that timed out. */
    End retryCommit() {
        try {
            producer.commitTransaction();
            return new End.Committed(age());
        } catch (TimeoutException | InterruptException e) {
            // With a failed send the producer aborts by itself: then it cannot have been committed.
            return sendError == null ? new End.Undecided() : abort(e);
        } catch (RuntimeException e) {
            return abort(e);
        }
    }

    private End abort(RuntimeException failure) {
        RuntimeException cause = sendError == null ? failure : sendError;
        CommitFault fault = CommitFault.of(cause);
        boolean lost = fault == CommitFault.FENCED || fault == CommitFault.BROKEN;
        if (!lost) {
            try {
                producer.abortTransaction();
                return new End.Aborted(fault, cause, age());
            } catch (RuntimeException e) {
                LOG.warn("a transaction could not be aborted, the producer is replaced", e);
                fault = CommitFault.of(e) == CommitFault.FENCED ? CommitFault.FENCED : fault;
            }
        }
        ready = false;
        return committing ? new End.Unknown(fault, cause, age()) : new End.Aborted(fault, cause, age());
    }

    private void noteSendError(@Nullable Exception error) {
        if (error != null && sendError == null) {
            sendError = error instanceof RuntimeException e ? e : new KafkaException(error);
        }
    }

    private void failOnSendError() {
        RuntimeException error = sendError;
        if (error != null) {
            throw error;
        }
    }

    private Duration age() {
        return Duration.ofNanos(nanos.getAsLong() - begunAt);
    }

    private void closeQuietly() {
        try {
            producer.close(Duration.ZERO);
        } catch (RuntimeException e) {
            LOG.debug("closing a producer failed", e);
        }
    }

    @Override
    public void close() {
        try {
            producer.close(Duration.ofSeconds(2));
        } catch (RuntimeException e) {
            LOG.debug("closing a producer failed", e);
        }
    }
}
