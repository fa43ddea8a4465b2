package dev.leadrelay.schemas.serde;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads records in the Confluent wire format, resolved from the writer's schema to the generated class of that name
 * ({@code specific.avro.reader=true}) or to generic records (default, as Confluent's). Bytes that hold no such record
 * give a {@link SerializationException} at no more cost than honest ones; {@link RegistryUnavailableException} when the
 * writer's schema cannot be had now. Thread-safe.
 */
public final class AvroWireDeserializer implements Deserializer<Object> {
    private final Map<Integer, DatumReader<Object>> readers = new ConcurrentHashMap<>();
    private @Nullable RegistryClient client;
    private boolean ownsClient;
    private boolean specific;

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        specific = AvroWireSerializer.flag(configs, "specific.avro.reader", false);
        if (client == null) {
            client = new RegistryClient(RegistrySettings.from(configs));
            ownsClient = true;
        }
    }

    /** Uses a client that somebody else closes; before {@link #configure}. */
    AvroWireDeserializer sharing(RegistryClient shared) {
        client = shared;
        return this;
    }

    @Override
    public @Nullable Object deserialize(String topic, byte @Nullable [] data) {
        if (data == null) {
            return null;
        }
        if (data.length < AvroWireSerializer.HEADER_SIZE || data[0] != AvroWireSerializer.MAGIC) {
            throw new SerializationException("not in the wire format: no zero byte and schema id in front");
        }
        int id = ByteBuffer.wrap(data, 1, Integer.BYTES).getInt();
        DatumReader<Object> reader = readers.get(id);
        if (reader == null) {
            reader = reader(id);
            readers.put(id, reader);
        }
        return BinaryBody.read(data, AvroWireSerializer.HEADER_SIZE, reader);
    }

    private DatumReader<Object> reader(int id) {
        RegistryClient registry = client;
        if (registry == null) {
            throw new IllegalStateException("configure comes first");
        }
        if (id < 0) {
            throw new SerializationException("not in the wire format: schema id " + id);
        }
        Schema writer = switch (registry.byId(id)) {
            case RegistryResult.Found<Schema> found -> found.value();
            case RegistryResult.Refused<Schema> refused ->
                throw new SerializationException(
                        "schema id " + id + " is unknown to the registry: " + refused.message());
        };
        return specific ? specificReader(writer) : new GenericDatumReader<>(writer, writer, AvroModels.GENERIC);
    }

    private static DatumReader<Object> specificReader(Schema writer) {
        Class<?> type = writer.getType() == Schema.Type.RECORD ? AvroModels.SPECIFIC.getClass(writer) : null;
        if (type == null || !SpecificRecord.class.isAssignableFrom(type)) {
            throw new SerializationException("no class here for records of schema " + writer.getFullName());
        }
        return new SpecificDatumReader<>(writer, AvroModels.SPECIFIC.getSchema(type), AvroModels.SPECIFIC);
    }

    @Override
    public void close() {
        if (ownsClient && client != null) {
            client.close();
        }
    }
}
