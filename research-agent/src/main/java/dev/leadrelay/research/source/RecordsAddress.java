package dev.leadrelay.research.source;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where an endpoint of company records is and how it is asked. Immutable.
 *
 * @param schema file with the JSON Schema of its answers
 * @param key that it wants, in the header named next
 * @param checkDomain a domain that has a record, by which the endpoint can be checked
 * @param timeout for one answer, to its last byte
 */
public record RecordsAddress(
        String url,
        Path schema,
        Optional<ApiKey> key,
        String keyHeader,
        Optional<String> checkDomain,
        Duration timeout) {}
