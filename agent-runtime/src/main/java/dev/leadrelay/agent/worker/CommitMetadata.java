package dev.leadrelay.agent.worker;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * The metadata string of a committed offset: the finished offsets above the frontier.
 *
 * <p>Base64 of: version (1 byte), frontier (8), topic id (16), then sections of tag (1), length (2) and bytes. A reader
 * skips sections it does not know, so that further marks can be added beside the bits. Thread-safe.
 */
final class CommitMetadata {
    /** What a broker accepts by default. */
    static final int MAX_CHARACTERS = 4_096;

    /** Bits that always fit: 2,500 bytes plain, 3,376 characters with everything else. */
    static final int MAX_BITS = 20_000;

    private static final byte VERSION = 1;
    private static final int HEADER = 1 + 8 + 16;
    private static final byte PLAIN_BITS = 1;
    private static final byte DEFLATED_BITS = 2;
    private static final int WORTH_DEFLATING = 96;

    private CommitMetadata() {}

    /** @throws IllegalArgumentException when the bits exceed {@link #MAX_BITS} */
    static String encode(CommitPoint point, Uuid topicId) {
        if (point.finished().length() > MAX_BITS) {
            throw new IllegalArgumentException(point.finished().length() + " bits do not fit the metadata");
        }
        byte[] plain = point.finished().toByteArray();
        byte[] deflated = plain.length >= WORTH_DEFLATING ? deflate(plain) : plain;
        boolean smaller = deflated.length < plain.length;
        byte[] bits = smaller ? deflated : plain;
        ByteBuffer buffer = ByteBuffer.allocate(HEADER + (bits.length == 0 ? 0 : 3 + bits.length));
        buffer.put(VERSION).putLong(point.frontier());
        buffer.putLong(topicId.getMostSignificantBits()).putLong(topicId.getLeastSignificantBits());
        if (bits.length > 0) {
            buffer.put(smaller ? DEFLATED_BITS : PLAIN_BITS)
                    .putShort((short) bits.length)
                    .put(bits);
        }
        return Base64.getEncoder().withoutPadding().encodeToString(buffer.array());
    }

    /** The position that a committed offset and its metadata say; without bits when the metadata is not about them. */
    static CommitPoint decode(long frontier, @Nullable String metadata, Uuid topicId) {
        if (metadata == null || metadata.isEmpty() || metadata.length() > MAX_CHARACTERS) {
            return CommitPoint.at(frontier);
        }
        try {
            ByteBuffer buffer = ByteBuffer.wrap(Base64.getDecoder().decode(metadata));
            boolean ours = buffer.get() == VERSION
                    && buffer.getLong() == frontier
                    && buffer.getLong() == topicId.getMostSignificantBits()
                    && buffer.getLong() == topicId.getLeastSignificantBits();
            BitSet bits = ours ? readBits(buffer) : new BitSet();
            return new CommitPoint(frontier, bits.length() <= MAX_BITS ? bits : new BitSet());
        } catch (IllegalArgumentException | BufferUnderflowException | DataFormatException e) {
            // Unreadable metadata means none: at worst finished work is repeated.
            return CommitPoint.at(frontier);
        }
    }

    private static BitSet readBits(ByteBuffer buffer) throws DataFormatException {
        BitSet bits = new BitSet();
        while (buffer.hasRemaining()) {
            byte tag = buffer.get();
            byte[] section = new byte[Short.toUnsignedInt(buffer.getShort())];
            buffer.get(section);
            if (tag == PLAIN_BITS) {
                bits = BitSet.valueOf(section);
            } else if (tag == DEFLATED_BITS) {
                bits = BitSet.valueOf(inflate(section));
            }
        }
        return bits;
    }

    private static byte[] deflate(byte[] plain) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try {
            deflater.setInput(plain);
            deflater.finish();
            byte[] target = new byte[plain.length];
            int length = deflater.deflate(target);
            return deflater.finished() ? Arrays.copyOf(target, length) : plain;
        } finally {
            deflater.end();
        }
    }

    private static byte[] inflate(byte[] deflated) throws DataFormatException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(deflated);
            // Holds everything that is legal and a byte; more is an attempt to fill the memory.
            byte[] chunk = new byte[MAX_BITS / 8 + 1];
            int length = inflater.inflate(chunk);
            if (!inflater.finished()) {
                throw new DataFormatException("cut off or too long");
            }
            return Arrays.copyOf(chunk, length);
        } finally {
            inflater.end();
        }
    }
}
