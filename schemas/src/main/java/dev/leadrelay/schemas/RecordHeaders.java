package dev.leadrelay.schemas;

/** Names and fixed values of the Kafka headers: CloudEvents in binary mode, and W3C trace context. */
public final class RecordHeaders {
    public static final String CE_ID = "ce_id";
    public static final String CE_SOURCE = "ce_source";
    public static final String CE_TYPE = "ce_type";
    public static final String CE_SPEC_VERSION = "ce_specversion";
    public static final String TRACEPARENT = "traceparent";
    public static final String CONTENT_TYPE = "content-type";

    /** Value of {@link #CE_SPEC_VERSION}. */
    public static final String SPEC_VERSION = "1.0";

    /** Value of {@link #CONTENT_TYPE}: Avro binary behind a schema id. */
    public static final String AVRO = "application/avro";

    private RecordHeaders() {}
}
