package dev.leadrelay.research.page;

import java.util.Map;

/**
 * What a web server answered. Immutable apart from the bytes, which nobody changes.
 *
 * @param headers by lower-case name; of several the first
 */
record HttpReply(int status, Map<String, String> headers, byte[] body) {
    HttpReply {
        headers = Map.copyOf(headers);
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    boolean isRedirect() {
        return status >= 300 && status < 400 && !header("location").isEmpty();
    }
}
