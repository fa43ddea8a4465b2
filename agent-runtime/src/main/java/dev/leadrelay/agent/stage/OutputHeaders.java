package dev.leadrelay.agent.stage;

import dev.leadrelay.schemas.RecordHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** Kafka headers of what an agent sends: the request's trace goes on, the CloudEvents attributes are its own. */
final class OutputHeaders {
    /** Vendor part of the W3C trace context. */
    private static final String TRACESTATE = "tracestate";

    private static final int MAX_PASSED_ON = 512;

    private final String source;

    OutputHeaders(Identity identity) {
        source = "/leadrelay/" + identity.agent() + "/" + identity.instance();
    }

    /**
     * Headers for one output.
     *
     * @param input headers of the request
     * @param id unique per output
     * @param type name of the output's record type
     */
    List<Header> of(Headers input, String id, String type) {
        List<Header> headers = new ArrayList<>(List.of(
                header(RecordHeaders.CE_SPEC_VERSION, RecordHeaders.SPEC_VERSION),
                header(RecordHeaders.CE_ID, id),
                header(RecordHeaders.CE_SOURCE, source),
                header(RecordHeaders.CE_TYPE, type),
                header(RecordHeaders.CONTENT_TYPE, RecordHeaders.AVRO)));
        Header trace = input.lastHeader(RecordHeaders.TRACEPARENT);
        headers.add(isPassedOn(trace) ? trace : header(RecordHeaders.TRACEPARENT, newTrace()));
        Header state = input.lastHeader(TRACESTATE);
        if (isPassedOn(trace) && isPassedOn(state)) {
            headers.add(state);
        }
        return headers;
    }

    private static boolean isPassedOn(@Nullable Header header) {
        return header != null && header.value() != null && header.value().length <= MAX_PASSED_ON;
    }

    private static String newTrace() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        // Never all zero: the standard calls that invalid.
        return String.format("00-%016x%016x-%016x-01", random.nextLong(), random.nextLong() | 1, random.nextLong() | 1);
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
