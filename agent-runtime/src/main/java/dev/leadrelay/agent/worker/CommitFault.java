package dev.leadrelay.agent.worker;

import java.util.List;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.ApplicationRecoverableException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.IllegalGenerationException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Why a transaction failed, as far as it decides what to do next. */
enum CommitFault {
    /** One record of the group is to blame, whoever sends it. */
    RECORD(
            RecordTooLargeException.class,
            RecordBatchTooLargeException.class,
            InvalidRecordException.class,
            InvalidTimestampException.class,
            SerializationException.class),
    /** No record is to blame, and trying again soon does not help. */
    OUTSIDE(
            AuthorizationException.class,
            AuthenticationException.class,
            UnknownTopicOrPartitionException.class,
            InvalidTopicException.class),
    /** Another producer has this one's transactional.id, or the broker gave up on the transaction. */
    FENCED(ProducerFencedException.class, InvalidProducerEpochException.class),
    /** The producer cannot go on. */
    BROKEN(
            OutOfOrderSequenceException.class,
            InvalidPidMappingException.class,
            InvalidTxnStateException.class,
            IllegalStateException.class),
    /** Another process has this one's group.instance.id. */
    INSTANCE_TAKEN(FencedInstanceIdException.class),
    /** The same outcomes can be committed again, with fresh group metadata. */
    RETRY(
            CommitFailedException.class,
            IllegalGenerationException.class,
            UnknownMemberIdException.class,
            TransactionAbortableException.class,
            RetriableException.class,
            ApplicationRecoverableException.class),
    /** It may be a record's fault. */
    UNCLEAR;

    private static final List<CommitFault> BY_PRECEDENCE =
            List.of(RECORD, FENCED, INSTANCE_TAKEN, OUTSIDE, BROKEN, RETRY);

    private final List<Class<?>> types;

    CommitFault(Class<?>... types) {
        this.types = List.of(types);
    }

    /** Looks through the causes, outermost first. */
    static CommitFault of(Throwable failure) {
        for (Throwable next = failure; next != null; next = next.getCause()) {
            Throwable cause = next;
            if (isMissingTopic(cause)) {
                return OUTSIDE;
            }
            for (CommitFault fault : BY_PRECEDENCE) {
                if (fault.types.stream().anyMatch(type -> type.isInstance(cause))) {
                    return fault;
                }
            }
        }
        return UNCLEAR;
    }

    /** The producer waits for the topic's metadata and then says nothing but that it is not there. */
    private static boolean isMissingTopic(Throwable cause) {
        return cause instanceof TimeoutException
                && String.valueOf(cause.getMessage()).contains("not present in metadata");
    }
}
