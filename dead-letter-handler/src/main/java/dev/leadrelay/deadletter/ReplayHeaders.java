package dev.leadrelay.deadletter;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** The headers of a record that is written again: its own, without what handling its failures has added. */
final class ReplayHeaders {
    /** Says which dead letter a re-injected record comes from. */
    static final String DEAD_LETTER = "leadrelay-dead-letter";

    /** LeadRelay's own marks, and those of Kafka Streams, Kafka Connect and Spring. */
    private static final List<String> ADDED = List.of(
            "leadrelay-",
            "__streams.errors.",
            "__connect.errors.",
            "kafka_dlt-",
            "kafka_dlq-",
            "kafka_original-",
            "kafka_exception-",
            "kafka_key-exception-",
            "retry_topic-",
            "springdeserializerexception");

    private ReplayHeaders() {}

    static List<Header> of(Iterable<Header> original, String deadLetterId) {
        List<Header> headers = new ArrayList<>();
        for (Header header : original) {
            String name = header.key().toLowerCase(Locale.ROOT);
            if (ADDED.stream().noneMatch(name::startsWith)) {
                headers.add(header);
            }
        }
        headers.add(new RecordHeader(DEAD_LETTER, deadLetterId.getBytes(StandardCharsets.UTF_8)));
        return headers;
    }
}
