package dev.leadrelay.orchestrator.topology;

/** A record is larger than its topic takes; sending it would stop the stream thread again and again. */
final class OversizeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OversizeException(String topic, int bytes, int limit) {
        super("a record of " + bytes + " bytes for " + topic + " is over the limit of " + limit
                + " bytes (leadrelay.topics.max-message-bytes)");
    }
}
