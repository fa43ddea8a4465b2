package dev.leadrelay.orchestrator.topology;

/**
 * A record on its way out, encoded.
 *
 * @param topic full name of the topic, or {@link #INTAKE} for the internal topic of exploded lists
 * @param value encoded value
 */
record Outgoing(String topic, byte[] value) {
    /** Stands for the repartition topic, whose full name only Kafka Streams knows. */
    static final String INTAKE = "";
}
