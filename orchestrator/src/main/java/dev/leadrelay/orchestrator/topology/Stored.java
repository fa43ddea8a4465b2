package dev.leadrelay.orchestrator.topology;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.message.MessageDecoder;
import org.apache.avro.message.MessageEncoder;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of records in stores and internal topics: Avro's single-object encoding, which names its schema by fingerprint
 * and needs no registry, and sequences of such values with their lengths.
 */
final class Stored {
    private static final int ABSENT = -1;

    private Stored() {}

    static <T> byte[] encode(MessageEncoder<T> encoder, T record) {
        try {
            ByteBuffer buffer = encoder.encode(record);
            byte[] encoded = new byte[buffer.remaining()];
            buffer.get(encoded);
            return encoded;
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
    }

    /** @throws IllegalStateException when the bytes were written by nothing that this version knows */
    static <T> T decode(MessageDecoder<T> decoder, byte[] bytes) {
        try {
            return decoder.decode(bytes);
        } catch (IOException | RuntimeException e) {
            throw new IllegalStateException("a stored record cannot be read: " + e.getMessage(), e);
        }
    }

    /** Bytes needed by a value of a sequence. */
    static int sizeOf(byte @Nullable [] value) {
        return Integer.BYTES + (value == null ? 0 : value.length);
    }

    static void put(ByteBuffer out, byte @Nullable [] value) {
        if (value == null) {
            out.putInt(ABSENT);
        } else {
            out.putInt(value.length).put(value);
        }
    }

    static byte @Nullable [] get(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0) {
            return null;
        }
        byte[] value = new byte[length];
        in.get(value);
        return value;
    }
}
