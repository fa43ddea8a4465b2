package dev.leadrelay.deadletter;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Headers as other frameworks write them. */
final class ForeignSamples {
    private ForeignSamples() {}

    /** As Spring Kafka's DeadLetterPublishingRecoverer adds them: numbers in binary. */
    static Headers spring(Headers headers) {
        return headers.add("kafka_dlt-original-topic", utf8("orders"))
                .add(
                        "kafka_dlt-original-partition",
                        ByteBuffer.allocate(4).putInt(3).array())
                .add(
                        "kafka_dlt-original-offset",
                        ByteBuffer.allocate(8).putLong(4_711).array())
                .add(
                        "kafka_dlt-original-timestamp",
                        ByteBuffer.allocate(8).putLong(1_700_000_000_000L).array())
                .add("kafka_dlt-original-timestamp-type", utf8("CREATE_TIME"))
                .add("kafka_dlt-original-consumer-group", utf8("billing"))
                .add(
                        "kafka_dlt-exception-fqcn",
                        utf8("org.springframework.kafka.listener.ListenerExecutionFailedException"))
                .add("kafka_dlt-exception-cause-fqcn", utf8("com.example.Billing$NoSuchCustomerException"))
                .add("kafka_dlt-exception-message", utf8("Listener failed; no customer '4711'"))
                .add("kafka_dlt-exception-stacktrace", utf8("at com.example"));
    }

    /** As Spring Kafka adds them for {@code @RetryableTopic}, on the way from the topic over a retry topic to the dead letters. */
    static Headers springRetryTopics(Headers headers) {
        // The first failure says where the record stood; the second leaves that and replaces what went wrong.
        headers.add("kafka_original-topic", utf8("orders"))
                .add(
                        "kafka_original-partition",
                        ByteBuffer.allocate(4).putInt(3).array())
                .add(
                        "kafka_original-offset",
                        ByteBuffer.allocate(8).putLong(4_711).array())
                .add(
                        "kafka_original-timestamp",
                        ByteBuffer.allocate(8).putLong(1_700_000_000_000L).array())
                .add("kafka_original-timestamp-type", utf8("CREATE_TIME"))
                .add("kafka_dlt-original-consumer-group", utf8("billing"));
        springRetryAttempt(headers, 2);
        headers.add("kafka_exception-fqcn", utf8("org.springframework.kafka.listener.ListenerExecutionFailedException"))
                .add("kafka_exception-cause-fqcn", utf8("com.example.Billing$NoSuchCustomerException"))
                .add("kafka_exception-message", utf8("Listener failed; no customer '4711'"))
                .add("kafka_exception-stacktrace", utf8("at com.example"));
        return springRetryAttempt(headers, 3);
    }

    /** Each attempt is added, in four bytes; times in as few bytes as they need. */
    private static Headers springRetryAttempt(Headers headers, int attempt) {
        return headers.add(
                        "retry_topic-original-timestamp",
                        BigInteger.valueOf(1_700_000_000_000L).toByteArray())
                .add(
                        "retry_topic-attempts",
                        ByteBuffer.allocate(4).putInt(attempt).array())
                .add(
                        "retry_topic-backoff-timestamp",
                        BigInteger.valueOf(1_700_000_000_000L + attempt).toByteArray());
    }

    /** As Kafka Connect's DeadLetterQueueReporter adds them. */
    static Headers connect(Headers headers) {
        return headers.add("__connect.errors.topic", utf8("orders"))
                .add("__connect.errors.partition", utf8("2"))
                .add("__connect.errors.offset", utf8("99"))
                .add("__connect.errors.connector.name", utf8("jdbc-sink"))
                .add("__connect.errors.task.id", utf8("0"))
                .add("__connect.errors.stage", utf8("VALUE_CONVERTER"))
                .add("__connect.errors.class.name", utf8("org.apache.kafka.connect.json.JsonConverter"))
                .add("__connect.errors.exception.class.name", utf8("org.apache.kafka.connect.errors.DataException"))
                .add("__connect.errors.exception.message", utf8("Converting byte[] failed at 17"))
                .add("__connect.errors.exception.stacktrace", utf8("at org.apache"));
    }

    /** As Kafka Streams' ExceptionHandlerUtils adds them; an exception may have no message. */
    static Headers streams(Headers headers) {
        return headers.add("__streams.errors.exception", utf8("org.apache.kafka.common.errors.SerializationException"))
                .add("__streams.errors.message", null)
                .add("__streams.errors.stacktrace", utf8("at org.apache"))
                .add("__streams.errors.topic", utf8("orders"))
                .add("__streams.errors.partition", utf8("1"))
                .add("__streams.errors.offset", utf8("12345678"));
    }

    static Headers none() {
        return new RecordHeaders();
    }

    static ConsumerRecord<byte[], byte[]> record(Headers headers, byte[] value) {
        return new ConsumerRecord<>(
                "orders-dlt",
                5,
                77,
                Samples.NOON,
                TimestampType.CREATE_TIME,
                0,
                0,
                utf8("key"),
                value,
                headers,
                java.util.Optional.empty());
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
