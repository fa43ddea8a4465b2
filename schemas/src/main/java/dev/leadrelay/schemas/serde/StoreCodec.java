package dev.leadrelay.schemas.serde;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Encodes records for state stores, without a registry: Avro single-object encoding, two marker bytes and the schema's
 * fingerprint in front. Records written with an older schema are read when that schema is known. Immutable and
 * thread-safe.
 *
 * @param <T> type of the records
 */
public final class StoreCodec<T extends SpecificRecord> {
    private static final int HEADER_SIZE = 2 + Long.BYTES;
    private static final short MARKER = (short) 0xC301;

    private final byte[] header;
    private final DatumWriter<T> writer;
    private final Map<Long, DatumReader<T>> readers;

    private StoreCodec(Class<T> type, List<Schema> older) {
        Schema current = AvroModels.SPECIFIC.getSchema(type);
        this.header = header(current);
        this.writer = new SpecificDatumWriter<>(current, AvroModels.SPECIFIC);
        Map<Long, DatumReader<T>> known = new HashMap<>();
        for (Schema schema : older) {
            known.put(fingerprint(schema), new SpecificDatumReader<>(schema, current, AvroModels.SPECIFIC));
        }
        known.put(fingerprint(current), new SpecificDatumReader<>(current, current, AvroModels.SPECIFIC));
        this.readers = Map.copyOf(known);
    }

    /** A codec for records of the current schema only. */
    public static <T extends SpecificRecord> StoreCodec<T> of(Class<T> type) {
        return new StoreCodec<>(type, List.of());
    }

    /** A codec that also reads what was written with older schemas of the same record. */
    public static <T extends SpecificRecord> StoreCodec<T> of(Class<T> type, List<Schema> older) {
        return new StoreCodec<>(type, older);
    }

    /** @throws SerializationException when the record does not fit its schema */
    public byte[] encode(T record) {
        return BinaryBody.write(header, writer, record);
    }

    /** @throws SerializationException when the bytes are no such record, or written with an unknown schema */
    public T decode(byte[] bytes) {
        if (bytes.length < HEADER_SIZE || ByteBuffer.wrap(bytes).getShort() != MARKER) {
            throw new SerializationException("not in Avro's single-object encoding");
        }
        long fingerprint = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
        DatumReader<T> reader = readers.get(fingerprint);
        if (reader == null) {
            throw new SerializationException(
                    "stored with a schema this build does not know, fingerprint " + Long.toHexString(fingerprint));
        }
        return BinaryBody.read(bytes, HEADER_SIZE, reader);
    }

    private static byte[] header(Schema schema) {
        ByteBuffer buffer = ByteBuffer.allocate(HEADER_SIZE).putShort(MARKER);
        return buffer.order(ByteOrder.LITTLE_ENDIAN)
                .putLong(fingerprint(schema))
                .array();
    }

    private static long fingerprint(Schema schema) {
        return SchemaNormalization.parsingFingerprint64(schema);
    }
}
