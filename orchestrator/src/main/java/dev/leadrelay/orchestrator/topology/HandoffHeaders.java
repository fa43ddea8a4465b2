package dev.leadrelay.orchestrator.topology;

import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.RecordHeaders;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** The Kafka headers of outgoing records: CloudEvents attributes and the W3C trace context. */
final class HandoffHeaders {
    /** Marks a record that was sent on to the partition of its key; its value is the topic it was found on. */
    static final String FORWARDED = "leadrelay-forwarded";

    private static final byte[] SPEC_VERSION = bytes(RecordHeaders.SPEC_VERSION);
    private static final byte[] SOURCE = bytes("/leadrelay/orchestrator");
    private static final byte[] AVRO = bytes(RecordHeaders.AVRO);
    private static final String TYPE_PREFIX = "dev.leadrelay.";
    private static final int TRACE_HEX = 32;
    private static final int SPAN_HEX = 16;

    private HandoffHeaders() {}

    /**
     * Headers of a new record.
     *
     * @param id unique among the orchestrator's records
     * @param type simple name of the record's type
     * @param cause headers of the record that caused it, whose trace goes on; null for a timer
     * @param traceSubject what a new trace is named after when the cause has none, so that all records of a lead share one
     */
    static Headers of(String id, String type, @Nullable Headers cause, String traceSubject) {
        Headers headers = new org.apache.kafka.common.header.internals.RecordHeaders();
        headers.add(RecordHeaders.CE_SPEC_VERSION, SPEC_VERSION);
        headers.add(RecordHeaders.CE_ID, bytes(id));
        headers.add(RecordHeaders.CE_SOURCE, SOURCE);
        headers.add(RecordHeaders.CONTENT_TYPE, AVRO);
        headers.add(RecordHeaders.CE_TYPE, bytes(TYPE_PREFIX + type));
        Header trace = cause == null ? null : cause.lastHeader(RecordHeaders.TRACEPARENT);
        headers.add(RecordHeaders.TRACEPARENT, trace == null ? newTrace(traceSubject) : trace.value());
        return headers;
    }

    /** The record's own headers and the mark. */
    static Headers forwarded(Headers headers, String from) {
        return new org.apache.kafka.common.header.internals.RecordHeaders(headers).add(FORWARDED, bytes(from));
    }

    private static byte[] newTrace(String subject) {
        String hash = Identifiers.shortHash("trace", subject);
        String span = Identifiers.shortHash("span", subject);
        return bytes("00-" + hash.substring(0, TRACE_HEX) + "-" + span.substring(0, SPAN_HEX) + "-01");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
