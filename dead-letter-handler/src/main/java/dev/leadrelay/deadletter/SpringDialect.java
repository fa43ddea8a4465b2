package dev.leadrelay.deadletter;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Records of Spring Kafka's dead-letter publisher: numbers in binary, headers added once more by every failure. */
final class SpringDialect implements Dialect {
    private static final String ORIGINAL = "kafka_dlt-original-";
    private static final String EXCEPTION = "kafka_dlt-exception-";
    private static final String KEY_EXCEPTION = "kafka_dlt-key-exception-";

    @Override
    public Optional<ForeignFailure> read(ForeignHeaders headers) {
        if (!headers.has(ORIGINAL + "topic") && !headers.has(EXCEPTION + "fqcn")) {
            return Optional.empty();
        }
        String group = headers.text(ORIGINAL + "consumer-group");
        return Optional.of(new ForeignFailure(
                group == null ? "Spring Kafka" : "Spring Kafka, group " + group,
                // Its own exception only says that a listener failed; the cause says why.
                first(
                        headers.text(EXCEPTION + "cause-fqcn"),
                        headers.text(EXCEPTION + "fqcn"),
                        headers.text(KEY_EXCEPTION + "fqcn")),
                first(headers.text(EXCEPTION + "message"), headers.text(KEY_EXCEPTION + "message"), null),
                headers.firstText(ORIGINAL + "topic"),
                headers.firstPartition(ORIGINAL + "partition"),
                headers.firstNumber(ORIGINAL + "offset"),
                headers.firstNumber(ORIGINAL + "timestamp")));
    }

    private static @Nullable String first(@Nullable String first, @Nullable String second, @Nullable String third) {
        return first != null ? first : second != null ? second : third;
    }
}
