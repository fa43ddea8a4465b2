package dev.leadrelay.gateway;

import java.net.URI;
import java.util.Map;
import java.util.Set;

/**
 * A GET that costs nothing and tells whether a provider answers and takes the key.
 *
 * @param headers with the key; never printed
 * @param alsoGood statuses besides 2xx that are a good sign
 */
record Probe(URI uri, Map<String, String> headers, Set<Integer> alsoGood) {
    boolean isGood(int status) {
        return (status >= 200 && status < 300) || alsoGood.contains(status);
    }

    @Override
    public String toString() {
        return "Probe[" + uri + "]";
    }
}
