package dev.leadrelay.schemas.serde;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Encodes and decodes the records of all topics through a configurable pair of Kafka serializer and deserializer, so
 * that Confluent's classes take the place of ours by configuration. Thread-safe as long as the configured classes are
 * (ours and Confluent's are).
 */
public final class RecordCodec implements AutoCloseable {
    /** Setting: class name of the value serializer; ours when absent. */
    public static final String SERIALIZER = "value.serializer";

    /** Setting: class name of the value deserializer; ours when absent. */
    public static final String DESERIALIZER = "value.deserializer";

    /** The registry's own codes for what it does not know, or does not accept, and plain 409 for incompatible. */
    private static final Pattern REFUSAL = Pattern.compile("error code: (404\\d\\d|409\\d*|422\\d\\d)$");

    private final Serializer<Object> serializer;
    private final Deserializer<Object> deserializer;
    private final @Nullable RegistryClient registry;

    private RecordCodec(
            Serializer<Object> serializer, Deserializer<Object> deserializer, @Nullable RegistryClient registry) {
        this.serializer = serializer;
        this.deserializer = deserializer;
        this.registry = registry;
    }

    /**
     * A codec over the configured classes.
     *
     * @param settings class names under {@link #SERIALIZER} and {@link #DESERIALIZER}; everything is handed to both
     *     classes, so that Confluent's setting names ({@code schema.registry.url} and so on) apply
     * @throws ConfigException when a class cannot be loaded or refuses its settings
     */
    public static RecordCodec create(Map<String, ?> settings) {
        Map<String, Object> effective = new HashMap<>(settings);
        // Confluent's deserializer gives generated classes only when asked to.
        effective.putIfAbsent("specific.avro.reader", "true");
        Serializer<Object> serializer = instantiate(effective, SERIALIZER, AvroWireSerializer.class.getName());
        Deserializer<Object> deserializer = instantiate(effective, DESERIALIZER, AvroWireDeserializer.class.getName());
        RegistryClient registry =
                RegistrySettings.ifReachable(effective).map(RegistryClient::new).orElse(null);
        if (registry != null && serializer instanceof AvroWireSerializer ours) {
            ours.sharing(registry);
        }
        if (registry != null && deserializer instanceof AvroWireDeserializer ours) {
            ours.sharing(registry);
        }
        serializer.configure(effective, false);
        deserializer.configure(effective, false);
        return new RecordCodec(serializer, deserializer, registry);
    }

    /**
     * Gets the ids of all schemas to be written before the first record needs them; one or two requests per topic that
     * is not yet known. Other makes' classes ask when the first record comes; for them this only checks the registry.
     *
     * @param types record class of the values, by topic
     * @throws RegistryUnavailableException when the registry does not answer; calling again goes on where it stopped
     * @throws SerializationException when it refuses a schema, for example as incompatible
     */
    public void warmUp(Map<String, ? extends Class<? extends SpecificRecord>> types) {
        if (serializer instanceof AvroWireSerializer ours) {
            types.forEach((topic, type) -> ours.prepare(topic, AvroModels.SPECIFIC.getSchema(type)));
        } else {
            check().ifPresent(why -> {
                throw new RegistryUnavailableException(why, null);
            });
        }
    }

    /**
     * Whether the registry answers now: one cheap request, also during an outage. Fit for health pages and probes.
     *
     * @return empty when it does, or when the settings name no registry over HTTP; else one line why it does not
     */
    public Optional<String> check() {
        return registry == null ? Optional.empty() : registry.check();
    }

    /**
     * Bytes of a record for a topic.
     *
     * @throws RegistryUnavailableException when the schema's id cannot be had now
     * @throws SerializationException when the record itself cannot be written
     */
    public byte[] encode(String topic, SpecificRecord record) {
        try {
            byte[] bytes = serializer.serialize(topic, record);
            if (bytes == null) {
                throw new SerializationException("the serializer gave no bytes for " + topic);
            }
            return bytes;
        } catch (KafkaException e) {
            throw unavailableOr(e);
        }
    }

    /**
     * The record that bytes read from a topic hold, or why they hold none.
     *
     * @throws RegistryUnavailableException when the writer's schema cannot be had now
     */
    public <T extends SpecificRecord> Decoded<T> decode(String topic, byte @Nullable [] bytes, Class<T> type) {
        if (bytes == null) {
            return new Decoded.Undecodable<>(new byte[0], "there is no value (a tombstone)");
        }
        Object value;
        try {
            value = deserializer.deserialize(topic, bytes);
        } catch (KafkaException e) {
            RuntimeException classified = unavailableOr(e);
            if (classified instanceof RegistryUnavailableException) {
                throw classified;
            }
            return new Decoded.Undecodable<>(bytes, messageOf(e));
        } catch (RegistryUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            // Whatever a decoder throws at hostile bytes, the bytes are to blame and are kept.
            return new Decoded.Undecodable<>(bytes, messageOf(e));
        }
        if (!type.isInstance(value)) {
            String found = value == null ? "nothing" : value.getClass().getSimpleName();
            return new Decoded.Undecodable<>(bytes, "expected " + type.getSimpleName() + ", found " + found);
        }
        return new Decoded.Value<>(type.cast(value));
    }

    @Override
    public void close() {
        serializer.close();
        deserializer.close();
        if (registry != null) {
            registry.close();
        }
    }

    /**
     * Tells an unreachable registry from a bad record: only the former has an I/O failure among its causes, or is no
     * SerializationException at all (Confluent's classes turn timeouts, quotas and credentials into others).
     */
    private static RuntimeException unavailableOr(KafkaException e) {
        if (!(e instanceof SerializationException)) {
            return new RegistryUnavailableException(messageOf(e), e);
        }
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof RegistryUnavailableException unavailable) {
                return unavailable;
            }
            if (cause instanceof IOException && isFromRegistry(cause)) {
                return new RegistryUnavailableException(messageOf(e), e);
            }
        }
        return e;
    }

    private static boolean isFromRegistry(Throwable cause) {
        // java.net for sockets, RestClientException for the answers of Confluent's client; EOF and the like are bytes.
        String name = cause.getClass().getName();
        return name.startsWith("java.net.")
                || name.startsWith("javax.net.ssl.")
                || (name.endsWith("RestClientException") && !isRefusal(cause));
    }

    /** Whether Confluent's client got a definite answer; that class is not on the class path, hence by its message. */
    private static boolean isRefusal(Throwable restClientException) {
        String message = String.valueOf(restClientException.getMessage());
        return REFUSAL.matcher(message).find();
    }

    private static String messageOf(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return message == null ? root.getClass().getSimpleName() : message;
    }

    @SuppressWarnings("unchecked")
    private static <S> S instantiate(Map<String, Object> settings, String key, String fallback) {
        Object name = settings.getOrDefault(key, fallback);
        try {
            return (S) Utils.newInstance(name.toString(), Object.class);
        } catch (ClassNotFoundException | RuntimeException e) {
            throw new ConfigException(key, name, "cannot be loaded: " + messageOf(e));
        }
    }
}
