package dev.leadrelay.schemas.serde;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes records in the Confluent wire format: a zero byte, the schema's id in four bytes, Avro binary. Subjects are
 * {@code <topic>-value} or {@code <topic>-key}. Settings have Confluent's names: {@link RegistrySettings},
 * {@code auto.register.schemas} (default true), {@code use.latest.version} (default false). Throws
 * {@link RegistryUnavailableException} when an id cannot be had now. Thread-safe.
 */
public final class AvroWireSerializer implements Serializer<Object> {
    static final byte MAGIC = 0;
    static final int HEADER_SIZE = 1 + Integer.BYTES;

    /** What goes in front of each record of a topic and schema, and how the record is written. */
    private record Writing(byte[] header, DatumWriter<Object> writer) {}

    private record Use(String topic, Schema schema) {}

    private final Map<Use, Writing> writings = new ConcurrentHashMap<>();
    private @Nullable RegistryClient client;
    private boolean ownsClient;
    private boolean isKey;
    private boolean autoRegister = true;
    private boolean useLatest;

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        this.isKey = isKey;
        autoRegister = flag(configs, "auto.register.schemas", true);
        useLatest = flag(configs, "use.latest.version", false);
        if (client == null) {
            client = new RegistryClient(RegistrySettings.from(configs));
            ownsClient = true;
        }
    }

    /** Uses a client that somebody else closes; before {@link #configure}. */
    AvroWireSerializer sharing(RegistryClient shared) {
        client = shared;
        return this;
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable Object data) {
        if (data == null) {
            return null;
        }
        if (!(data instanceof GenericContainer record)) {
            throw new SerializationException(data.getClass().getName() + " is no Avro record");
        }
        Writing writing = writing(topic, record.getSchema(), data instanceof SpecificRecord);
        return BinaryBody.write(writing.header(), writing.writer(), data);
    }

    /** Gets the id of a schema for a topic before the first record needs it. */
    void prepare(String topic, Schema schema) {
        writing(topic, schema, true);
    }

    private Writing writing(String topic, Schema schema, boolean specific) {
        Use use = new Use(topic, schema);
        Writing known = writings.get(use);
        if (known != null) {
            return known;
        }
        // Two threads may both come here; the client asks once, and both writings are the same.
        int id = id(topic + (isKey ? "-key" : "-value"), schema);
        byte[] header = ByteBuffer.allocate(HEADER_SIZE).put(MAGIC).putInt(id).array();
        DatumWriter<Object> writer = specific
                ? new SpecificDatumWriter<>(schema, AvroModels.SPECIFIC)
                : new GenericDatumWriter<>(schema, AvroModels.GENERIC);
        Writing writing = new Writing(header, writer);
        writings.put(use, writing);
        return writing;
    }

    private int id(String subject, Schema schema) {
        RegistryClient registry = client;
        if (registry == null) {
            throw new IllegalStateException("configure comes first");
        }
        if (autoRegister) {
            return found(registry.register(subject, schema), "registering " + schema.getFullName(), subject);
        }
        if (!useLatest) {
            return found(registry.lookUp(subject, schema), "looking up " + schema.getFullName(), subject);
        }
        RegistryClient.Version latest = found(registry.latest(subject), "looking up the latest schema", subject);
        if (!SchemaNormalization.toParsingForm(latest.schema()).equals(SchemaNormalization.toParsingForm(schema))) {
            throw new SerializationException("the latest schema of " + subject + " (version " + latest.version()
                    + ") is not the one of this build; set use.latest.version=false, or update");
        }
        return latest.id();
    }

    private static <T> T found(RegistryResult<T> result, String asked, String subject) {
        return switch (result) {
            case RegistryResult.Found<T> found -> found.value();
            case RegistryResult.Refused<T> refused ->
                throw new SerializationException("the schema registry refused " + asked + " under " + subject + " ("
                        + refused.errorCode() + "): " + refused.message());
        };
    }

    static boolean flag(Map<String, ?> configs, String key, boolean fallback) {
        Object value = configs.get(key);
        return value == null ? fallback : Boolean.parseBoolean(value.toString().strip());
    }

    @Override
    public void close() {
        if (ownsClient && client != null) {
            client.close();
        }
    }
}
