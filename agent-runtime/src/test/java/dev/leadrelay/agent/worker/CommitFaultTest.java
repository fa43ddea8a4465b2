package dev.leadrelay.agent.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;

class CommitFaultTest {
    @Test
    void eachErrorHasItsKind() {
        assertThat(CommitFault.of(new RecordTooLargeException("x"))).isEqualTo(CommitFault.RECORD);
        assertThat(CommitFault.of(new TopicAuthorizationException("x"))).isEqualTo(CommitFault.OUTSIDE);
        assertThat(CommitFault.of(new TransactionalIdAuthorizationException("x")))
                .isEqualTo(CommitFault.OUTSIDE);
        assertThat(CommitFault.of(new UnknownTopicOrPartitionException("x"))).isEqualTo(CommitFault.OUTSIDE);
        assertThat(CommitFault.of(new TimeoutException("Topic x not present in metadata after 5000 ms.")))
                .isEqualTo(CommitFault.OUTSIDE);
        assertThat(CommitFault.of(new TimeoutException("Expiring 3 record(s)"))).isEqualTo(CommitFault.RETRY);
        assertThat(CommitFault.of(new CommitFailedException())).isEqualTo(CommitFault.RETRY);
        assertThat(CommitFault.of(new ProducerFencedException("x"))).isEqualTo(CommitFault.FENCED);
        assertThat(CommitFault.of(new InvalidProducerEpochException("x"))).isEqualTo(CommitFault.FENCED);
        assertThat(CommitFault.of(new OutOfOrderSequenceException("x"))).isEqualTo(CommitFault.BROKEN);
        assertThat(CommitFault.of(new FencedInstanceIdException("x"))).isEqualTo(CommitFault.INSTANCE_TAKEN);
        assertThat(CommitFault.of(new KafkaException("x"))).isEqualTo(CommitFault.UNCLEAR);
    }

    @Test
    void aWrappedErrorKeepsItsKind() {
        assertThat(CommitFault.of(new KafkaException("in an error state", new RecordTooLargeException("x"))))
                .isEqualTo(CommitFault.RECORD);
    }
}
