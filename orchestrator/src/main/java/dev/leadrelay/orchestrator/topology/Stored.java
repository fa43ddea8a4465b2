package dev.leadrelay.orchestrator.topology;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Sequences of byte arrays, each with its length in front: how several values stand in one record of a store. */
final class Stored {
    private static final int ABSENT = -1;

    private Stored() {}

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
