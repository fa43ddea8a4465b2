package dev.leadrelay.deadletter;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Records of Spring Kafka's dead-letter publisher: numbers in binary, headers added once more by every failure. Behind
 * {@code @RetryableTopic} it names the same headers otherwise. A record that met both stood where the first of them says, and failed
 * as the last of them says.
 */
final class SpringDialect implements Dialect {
    private static final String PUBLISHER = "kafka_dlt-";
    private static final String RETRY_TOPICS = "kafka_";
    private static final String TOPIC = "original-topic";
    private static final String GROUP = "original-consumer-group";
    private static final String EXCEPTION = "exception-";
    private static final String KEY_EXCEPTION = "key-exception-";
    private static final String CLASS = "fqcn";

    private static final List<String> PLACES = List.of(PUBLISHER + TOPIC, RETRY_TOPICS + TOPIC);
    private static final List<String> FAILURES = List.of(
            PUBLISHER + EXCEPTION + CLASS,
            PUBLISHER + KEY_EXCEPTION + CLASS,
            RETRY_TOPICS + EXCEPTION + CLASS,
            RETRY_TOPICS + KEY_EXCEPTION + CLASS);

    @Override
    public Optional<ForeignFailure> read(ForeignHeaders headers) {
        Optional<String> place = headers.firstOf(PLACES);
        Optional<String> failure = headers.lastOf(FAILURES);
        return place.or(() -> failure)
                .map(SpringDialect::prefix)
                .map(origin ->
                        read(headers, origin, failure.map(SpringDialect::prefix).orElse(origin)));
    }

    /**
     * @param origin what the names of headers about the original record begin with
     * @param failure what those about its last failure begin with
     */
    private static ForeignFailure read(ForeignHeaders headers, String origin, String failure) {
        // Most versions name the group as the publisher does, behind retry topics too.
        String group = first(headers.text(PUBLISHER + GROUP), headers.text(RETRY_TOPICS + GROUP));
        return new ForeignFailure(
                group == null ? "Spring Kafka" : "Spring Kafka, group " + group,
                // Its own exception only says that a listener failed; the cause says why.
                first(
                        headers.text(failure + EXCEPTION + "cause-fqcn"),
                        headers.text(failure + EXCEPTION + CLASS),
                        headers.text(failure + KEY_EXCEPTION + CLASS)),
                first(headers.text(failure + EXCEPTION + "message"), headers.text(failure + KEY_EXCEPTION + "message")),
                headers.firstText(origin + TOPIC),
                headers.firstPartition(origin + "original-partition"),
                headers.firstNumber(origin + "original-offset"),
                headers.firstNumber(origin + "original-timestamp"));
    }

    private static String prefix(String name) {
        return name.startsWith(PUBLISHER) ? PUBLISHER : RETRY_TOPICS;
    }

    private static @Nullable String first(@Nullable String... texts) {
        return Stream.of(texts).filter(text -> text != null).findFirst().orElse(null);
    }
}
