package dev.leadrelay.schemas.serde;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A thin client of the Confluent Schema Registry REST API. Answers that cannot change (ids and their schemas) are kept
 * for good, refusals for a few seconds, and equal questions under way at once are asked once. Every call throws
 * {@link RegistryUnavailableException} when no registry gives a usable answer. Thread-safe; blocking, made for virtual
 * threads.
 */
public final class RegistryClient implements AutoCloseable {
    /** The latest schema of a subject. */
    public record Version(int id, int version, Schema schema) {}

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration REFUSALS_KEPT = Duration.ofSeconds(5);
    private static final Duration LATEST_KEPT = Duration.ofSeconds(30);
    private static final int MOST_KEPT = 10_000;
    /** Codes from here on are the registry's own; below are those of any web server. */
    private static final int OWN_CODES = 10_000;

    private final RegistryTransport transport;
    private final AsyncCache<Question, Kept> answers;

    private record Question(String operation, String subject, Object about) {}

    /** Either an answer or the reason why there is none; failures are values, so that the cache stays silent. */
    private record Kept(
            @Nullable RegistryResult<?> result, @Nullable RuntimeException failure, Duration time) {}

    public RegistryClient(RegistrySettings settings) {
        this.transport = new RegistryTransport(settings);
        this.answers = Caffeine.newBuilder()
                .maximumSize(MOST_KEPT)
                .expireAfter(Expiry.creating((Question question, Kept kept) -> kept.time()))
                // The work outlives an interrupt of whoever asked first: others wait for it too.
                .executor(Thread::startVirtualThread)
                .buildAsync();
    }

    /** Registers a schema, or finds it registered, and gives its id. Refused when incompatible (409) or invalid (422). */
    public RegistryResult<Integer> register(String subject, Schema schema) {
        return once(
                new Question("register", subject, schema),
                () -> ask(
                        "POST", "/subjects/" + quoted(subject) + "/versions", schemaBody(schema), RegistryClient::id));
    }

    /** The id of a schema registered under a subject. Refused (404) when it is not. */
    public RegistryResult<Integer> lookUp(String subject, Schema schema) {
        return once(
                new Question("lookUp", subject, schema),
                () -> ask("POST", "/subjects/" + quoted(subject), schemaBody(schema), RegistryClient::id));
    }

    /** The schema with an id. Refused (404) when the registry has none. */
    public RegistryResult<Schema> byId(int id) {
        return once(new Question("byId", "", id), () -> ask("GET", "/schemas/ids/" + id, null, RegistryClient::schema));
    }

    /** The latest schema of a subject, at most 30 s old. Refused (404) when the subject is unknown. */
    public RegistryResult<Version> latest(String subject) {
        return once(
                new Question("latest", subject, ""),
                LATEST_KEPT,
                () -> ask(
                        "GET",
                        "/subjects/" + quoted(subject) + "/versions/latest",
                        null,
                        node -> new Version(id(node), number(node, "version"), schema(node))));
    }

    /** Whether a schema may follow the latest of its subject. Refused (404) when there is no such subject. */
    public RegistryResult<Boolean> compatible(String subject, Schema schema) {
        return ask(
                "POST",
                "/compatibility/subjects/" + quoted(subject) + "/versions/latest",
                schemaBody(schema),
                node -> required(node, "is_compatible").asBoolean());
    }

    /**
     * Sets the compatibility level, for example {@code FULL_TRANSITIVE}.
     *
     * @param subject null for the level of all subjects without their own
     */
    public RegistryResult<String> setCompatibility(@Nullable String subject, String level) {
        String body = JSON.createObjectNode().put("compatibility", level).toString();
        return ask(
                "PUT",
                configPath(subject),
                body,
                node -> required(node, "compatibility").asText());
    }

    /** The compatibility level; subject as in {@link #setCompatibility}. Refused (404) when a subject has none. */
    public RegistryResult<String> compatibility(@Nullable String subject) {
        return ask(
                "GET",
                configPath(subject),
                null,
                node -> required(node, "compatibilityLevel").asText());
    }

    /**
     * Asks for next to nothing, once, also while an outage is remembered.
     *
     * @return empty when the registry answers, else one line why it does not
     */
    public Optional<String> check() {
        try {
            transport.probe("/config", answer -> read(answer, node -> required(node, "compatibilityLevel")));
            return Optional.empty();
        } catch (RegistryUnavailableException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        transport.close();
    }

    private <T> RegistryResult<T> once(Question question, Supplier<RegistryResult<T>> asking) {
        return once(question, Duration.ofNanos(Long.MAX_VALUE), asking);
    }

    @SuppressWarnings("unchecked") // One operation has one type of answer.
    private <T> RegistryResult<T> once(Question question, Duration foundKept, Supplier<RegistryResult<T>> asking) {
        Kept kept;
        try {
            kept = answers.get(question, q -> keep(foundKept, asking)).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryUnavailableException("interrupted while asking the schema registry", e, false);
        } catch (ExecutionException | CancellationException e) {
            throw new IllegalStateException(e);
        }
        if (kept.failure() != null) {
            throw kept.failure();
        }
        return (RegistryResult<T>) Objects.requireNonNull(kept.result());
    }

    private static <T> Kept keep(Duration foundKept, Supplier<RegistryResult<T>> asking) {
        try {
            RegistryResult<T> result = asking.get();
            return new Kept(result, null, result instanceof RegistryResult.Found<?> ? foundKept : REFUSALS_KEPT);
        } catch (RuntimeException e) {
            return new Kept(null, e, Duration.ZERO);
        }
    }

    private <T> RegistryResult<T> ask(String method, String path, @Nullable String body, Function<JsonNode, T> value) {
        return transport.send(method, path, body, answer -> read(answer, value));
    }

    private static <T> RegistryResult<T> read(RegistryTransport.Answer answer, Function<JsonNode, T> value) {
        try {
            JsonNode node = JSON.readTree(answer.body());
            if (answer.status() / 100 == 2) {
                return new RegistryResult.Found<>(value.apply(node));
            }
            int code = node.path("error_code").asInt();
            if (code >= OWN_CODES || answer.status() == 409) {
                return new RegistryResult.Refused<>(
                        answer.status(), code, node.path("message").asText());
            }
        } catch (JsonProcessingException | AvroRuntimeException | IllegalArgumentException e) {
            throw unusable(answer, e);
        }
        throw unusable(answer, null);
    }

    /** A web server that is no registry, or a wrong base path: must not look like a refusal of the record. */
    private static RegistryUnavailableException unusable(RegistryTransport.Answer answer, @Nullable Throwable cause) {
        return new RegistryUnavailableException(
                "what answers at " + RegistrySettings.URL + " is no schema registry (status " + answer.status()
                        + "), check the URL and its path",
                cause);
    }

    private static int id(JsonNode node) {
        return number(node, "id");
    }

    private static int number(JsonNode node, String field) {
        JsonNode value = required(node, field);
        if (!value.canConvertToInt()) {
            throw new IllegalArgumentException(field + " is no number");
        }
        return value.intValue();
    }

    private static Schema schema(JsonNode node) {
        return new Schema.Parser().parse(required(node, "schema").asText());
    }

    private static JsonNode required(JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (value == null) {
            throw new IllegalArgumentException("no " + field + " in the answer");
        }
        return value;
    }

    private static String schemaBody(Schema schema) {
        return JSON.createObjectNode().put("schema", schema.toString()).toString();
    }

    private static String configPath(@Nullable String subject) {
        return subject == null ? "/config" : "/config/" + quoted(subject);
    }

    private static String quoted(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
