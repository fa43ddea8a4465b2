package dev.leadrelay.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What goes back over the wire. */
sealed interface Reply {
    /**
     * A response.
     *
     * @param sent to be run once the body has reached the socket
     */
    record Response(int status, String contentType, byte[] body, Map<String, String> headers, Runnable sent)
            implements Reply {}

    /** No response: the connection is closed. */
    record Drop() implements Reply {}

    static Response of(int status, String contentType, String body) {
        return new Response(status, contentType, body.getBytes(StandardCharsets.UTF_8), Map.of(), () -> {});
    }

    static Response json(int status, byte[] body) {
        return new Response(status, "application/json", body, Map.of(), () -> {});
    }
}
