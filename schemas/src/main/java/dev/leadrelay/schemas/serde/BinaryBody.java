package dev.leadrelay.schemas.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.errors.SerializationException;

/** Reads and writes one Avro record behind a header of some framing. */
final class BinaryBody {
    private static final int USUAL_SIZE = 1024;
    private static final EncoderFactory ENCODERS = new EncoderFactory().configureBufferSize(USUAL_SIZE);

    private BinaryBody() {}

    static <T> byte[] write(byte[] header, DatumWriter<T> writer, T record) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(USUAL_SIZE);
        out.writeBytes(header);
        BinaryEncoder encoder = ENCODERS.binaryEncoder(out, null);
        try {
            writer.write(record, encoder);
            encoder.flush();
        } catch (IOException | RuntimeException e) {
            // Avro says "null value for (non-nullable) string at Lead.leadId" or the like.
            throw new SerializationException("the record does not fit its schema: " + e.getMessage(), e);
        }
        return out.toByteArray();
    }

    /** @throws SerializationException when the bytes from the offset to the end are not exactly one record */
    static <T> T read(byte[] bytes, int offset, DatumReader<T> reader) {
        BoundedDecoder decoder = new BoundedDecoder(bytes, offset);
        T record;
        try {
            record = reader.read(null, decoder);
        } catch (IOException | RuntimeException e) {
            throw new SerializationException("no record of its schema: " + e.getMessage(), e);
        }
        if (decoder.remaining() > 0) {
            throw new SerializationException(decoder.remaining() + " bytes follow after the end of the record");
        }
        return record;
    }
}
