package dev.leadrelay.deadletter;

import java.util.Optional;

/** Records of the dead-letter queue that Kafka Streams has built in: all values are texts, the record keeps its timestamp. */
final class StreamsDialect implements Dialect {
    private static final String PREFIX = "__streams.errors.";

    @Override
    public Optional<ForeignFailure> read(ForeignHeaders headers) {
        if (!headers.has(PREFIX + "topic") && !headers.has(PREFIX + "exception")) {
            return Optional.empty();
        }
        return Optional.of(new ForeignFailure(
                "Kafka Streams",
                headers.text(PREFIX + "exception"),
                headers.text(PREFIX + "message"),
                headers.firstText(PREFIX + "topic"),
                headers.firstPartition(PREFIX + "partition"),
                headers.firstNumber(PREFIX + "offset"),
                null));
    }
}
