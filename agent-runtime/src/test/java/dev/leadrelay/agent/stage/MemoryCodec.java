package dev.leadrelay.agent.stage;

import dev.leadrelay.schemas.serde.RecordCodec;
import dev.leadrelay.schemas.serde.RegistryUnavailableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/** A codec without a registry: the class name and Avro binary. An outage of any length can be had. */
public final class MemoryCodec {
    private static final String OUTAGES = "test.outages";

    private MemoryCodec() {}

    public static RecordCodec create() {
        return create(new AtomicInteger());
    }

    /** @param outages calls that fail before one succeeds */
    public static RecordCodec create(AtomicInteger outages) {
        return RecordCodec.create(Map.of(
                RecordCodec.SERIALIZER,
                Writer.class.getName(),
                RecordCodec.DESERIALIZER,
                Reader.class.getName(),
                OUTAGES,
                outages));
    }

    private static void fail(AtomicInteger outages) {
        if (outages.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new RegistryUnavailableException("scripted outage", new IOException("refused"));
        }
    }

    public static final class Writer implements Serializer<Object> {
        private AtomicInteger outages = new AtomicInteger();

        @Override
        public void configure(Map<String, ?> configs, boolean isKey) {
            outages = configs.get(OUTAGES) instanceof AtomicInteger scripted ? scripted : outages;
        }

        @Override
        public byte[] serialize(String topic, Object data) {
            fail(outages);
            try {
                SpecificRecord record = (SpecificRecord) data;
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                byte[] name = record.getClass().getName().getBytes(StandardCharsets.UTF_8);
                out.write(name.length);
                out.write(name);
                SpecificData model = SpecificData.getForClass(record.getClass());
                var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
                new SpecificDatumWriter<>(record.getSchema(), model).write(record, encoder);
                encoder.flush();
                return out.toByteArray();
            } catch (IOException e) {
                throw new SerializationException(e);
            }
        }
    }

    public static final class Reader implements Deserializer<Object> {
        private AtomicInteger outages = new AtomicInteger();

        @Override
        public void configure(Map<String, ?> configs, boolean isKey) {
            outages = configs.get(OUTAGES) instanceof AtomicInteger scripted ? scripted : outages;
        }

        @Override
        public Object deserialize(String topic, byte[] data) {
            fail(outages);
            try {
                String name = new String(data, 1, data[0], StandardCharsets.UTF_8);
                Class<?> type = Class.forName(name);
                SpecificData model = SpecificData.getForClass(type);
                return new SpecificDatumReader<>(model.getSchema(type), model.getSchema(type), model)
                        .read(
                                null,
                                DecoderFactory.get()
                                        .binaryDecoder(Arrays.copyOfRange(data, 1 + data[0], data.length), null));
            } catch (ReflectiveOperationException | IOException | RuntimeException e) {
                throw new SerializationException("not a record of ours", e);
            }
        }
    }
}
