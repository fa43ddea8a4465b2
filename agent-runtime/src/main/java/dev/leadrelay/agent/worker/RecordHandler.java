package dev.leadrelay.agent.worker;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Does the work of a record. Both methods run on a virtual thread of the record's own, many at a time, and may block.
 */
public interface RecordHandler {

    /**
     * Turns an input into its outputs; a failure is an output like any other.
     *
     * @param scope the record's time limit and cancellation
     * @return what to commit together with the input's offset
     * @throws InterruptedException when the scope was cancelled: the record now belongs to another instance and whatever
     *     was done is dropped. When instead the time limit was exceeded, the record is given to {@link #refused}
     */
    Outputs handle(ConsumerRecord<byte[], byte[]> record, WorkScope scope) throws InterruptedException;

    /**
     * Outputs for a record whose work or whose outputs the worker could not use. Called again until it returns.
     *
     * @param cause what escaped {@link #handle}, or why the broker refused the outputs
     */
    Outputs refused(ConsumerRecord<byte[], byte[]> record, RuntimeException cause);
}
