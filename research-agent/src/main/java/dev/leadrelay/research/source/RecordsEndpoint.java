package dev.leadrelay.research.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leadrelay.agent.tool.ToolException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Company records behind an HTTP endpoint: {@code GET <url>?domain=…&name=…} gives the record as a JSON object of a
 * declared form, or 404 or 204 where there is none. Thread-safe.
 */
final class RecordsEndpoint implements RecordSource {
    private static final String SETTING = "company-records";
    private static final String NAME = "the endpoint of company records";
    private static final int MAX_BYTES = 256 * 1024;

    private final URI address;
    private final AnswerSchema schema;
    private final List<String> headers;
    private final Endpoint endpoint;
    private final RecordsAddress settings;

    /** @throws IllegalArgumentException one line that names the setting that is wrong or missing */
    RecordsEndpoint(RecordsAddress settings) {
        this.settings = settings;
        address = Endpoint.address(SETTING + ".url", settings.url());
        schema = AnswerSchema.read(SETTING + ".schema", settings.schema());
        headers = settings.key().map(key -> header(settings.keyHeader(), key)).orElse(List.of());
        endpoint =
                new Endpoint(NAME, "leadrelay.research.company-records", settings.key(), settings.timeout(), MAX_BYTES);
    }

    @Override
    public List<String> find(String domain, String name) throws ToolException, InterruptedException {
        URI asked = name.isEmpty()
                ? Endpoint.with(address, "domain", domain)
                : Endpoint.with(address, "domain", domain, "name", name);
        Endpoint.Answer answer = endpoint.get(asked, headers);
        return switch (answer.status()) {
            case 200 -> {
                JsonNode record = Endpoint.json(answer);
                schema.require(record);
                yield RecordFields.of(record);
            }
            case 204, 404 -> List.of();
            case 401, 403 -> throw endpoint.keyRefused();
            default -> throw endpoint.failure(answer);
        };
    }

    @Override
    public Optional<String> anyDomain() {
        return settings.checkDomain();
    }

    @Override
    public Duration time() {
        return settings.timeout();
    }

    private static List<String> header(String name, ApiKey key) {
        String value = name.equalsIgnoreCase("Authorization") ? "Bearer " + key.value() : key.value();
        try {
            // Names that no header has, or that are the client's own business, are refused here and not in each call.
            HttpRequest.newBuilder(URI.create("http://localhost/")).header(name, "x");
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    SETTING + ".key-header " + name + " is no header that can be set; give one such as X-Api-Key");
        }
        return List.of(name, value);
    }
}
