package dev.leadrelay.deadletter;

import java.util.Optional;

/** Records of a Kafka Connect sink's dead-letter queue: all values are texts. */
final class ConnectDialect implements Dialect {
    private static final String PREFIX = "__connect.errors.";

    @Override
    public Optional<ForeignFailure> read(ForeignHeaders headers) {
        if (!headers.has(PREFIX + "topic") && !headers.has(PREFIX + "exception.class.name")) {
            return Optional.empty();
        }
        String connector = headers.text(PREFIX + "connector.name");
        String stage = headers.text(PREFIX + "stage");
        String by = "Kafka Connect" + (connector == null ? "" : ", connector " + connector)
                + (stage == null ? "" : ", " + stage);
        return Optional.of(new ForeignFailure(
                by,
                headers.text(PREFIX + "exception.class.name"),
                headers.text(PREFIX + "exception.message"),
                headers.firstText(PREFIX + "topic"),
                headers.firstPartition(PREFIX + "partition"),
                headers.firstNumber(PREFIX + "offset"),
                null));
    }
}
