package dev.leadrelay.deadletter;

import dev.leadrelay.schemas.Fingerprints;
import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.OriginalRecord;
import dev.leadrelay.schemas.records.RecordHeader;
import dev.leadrelay.schemas.records.Stage;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Makes dead letters of no lead from records of foreign dead-letter topics. Pure. */
final class ForeignLetters {
    /** The first that understands the headers tells. */
    private static final List<Dialect> DIALECTS =
            List.of(new SpringDialect(), new ConnectDialect(), new StreamsDialect(), new RawDialect());

    /** Parts of the names of exceptions that say: the bytes are not what they should be. */
    private static final List<String> MALFORMED =
            List.of("serializ", "conversion", "converter", "dataexception", "parse", "mapping", "json", "schema");

    private static final int LONGEST = Columns.TEXT;

    private ForeignLetters() {}

    /** The same record gives the same dead letter, whenever it is read. */
    static DeadLetter of(ConsumerRecord<byte[], byte[]> record) {
        ForeignHeaders headers = new ForeignHeaders(record.headers());
        ForeignFailure failure = DIALECTS.stream()
                .flatMap(dialect -> dialect.read(headers).stream())
                .findFirst()
                .orElseThrow();
        FailureClass failureClass = failureClass(failure);
        String message = Columns.fit(message(record.topic(), failure), LONGEST);
        return DeadLetter.newBuilder()
                .setDeadLetterId(Identifiers.deadLetterId(record.topic(), record.partition(), record.offset()))
                .setStage(Stage.UNKNOWN)
                .setFailureClass(failureClass)
                .setMessage(message)
                .setFingerprint(Fingerprints.of(Stage.UNKNOWN, failureClass, message))
                .setOriginal(original(record, failure))
                .setParkedAt(Instant.ofEpochMilli(Math.max(0, record.timestamp())))
                .build();
    }

    private static String message(String topic, ForeignFailure failure) {
        String exception = failure.exception();
        if (exception == null && failure.message() == null) {
            return "a record of " + topic + "; its headers do not say what is wrong with it";
        }
        String what = Stream.of(
                        exception == null ? "" : simple(exception), failure.message() == null ? "" : failure.message())
                .filter(part -> !part.isEmpty())
                .reduce((name, text) -> name + ": " + text)
                .orElse("");
        return failure.by() + ": " + what;
    }

    private static String simple(String className) {
        return className.substring(Math.max(className.lastIndexOf('.'), className.lastIndexOf('$')) + 1);
    }

    private static FailureClass failureClass(ForeignFailure failure) {
        String exception =
                failure.exception() == null ? "" : simple(failure.exception()).toLowerCase(Locale.ROOT);
        return MALFORMED.stream().anyMatch(exception::contains) ? FailureClass.MALFORMED_RECORD : FailureClass.UNKNOWN;
    }

    /** The record as it stood before; where that is not known, as it stands in the dead-letter topic. */
    private static OriginalRecord original(ConsumerRecord<byte[], byte[]> record, ForeignFailure failure) {
        boolean here = failure.topic() == null;
        return OriginalRecord.newBuilder()
                .setTopic(failure.topic() == null ? record.topic() : failure.topic())
                .setPartition(here ? record.partition() : failure.partition() == null ? -1 : failure.partition())
                .setOffset(here ? record.offset() : failure.offset() == null ? -1 : failure.offset())
                .setTimestamp(Instant.ofEpochMilli(
                        failure.timestamp() == null ? Math.max(0, record.timestamp()) : failure.timestamp()))
                .setKey(buffer(record.key()))
                .setValue(buffer(record.value()))
                .setHeaders(headers(record))
                .build();
    }

    private static List<RecordHeader> headers(ConsumerRecord<byte[], byte[]> record) {
        List<RecordHeader> headers = new ArrayList<>();
        for (Header header : record.headers()) {
            headers.add(new RecordHeader(header.key(), buffer(header.value())));
        }
        return headers;
    }

    private static @Nullable ByteBuffer buffer(byte @Nullable [] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes);
    }
}
