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
 * The metadata string of a committed offset: the finished offsets above the frontier, and the crash mark.
 *
 * <p>Base64 of: version (1 byte), frontier (8), topic id (16), then sections of tag (1), length (2) and bytes. A reader
 * skips sections it does not know, so that further marks can be added beside the bits. Thread-safe.
 */
final class CommitMetadata {
    /** What a broker accepts by default. */
    static final int MAX_CHARACTERS = 4_096;

    /** Bits that always fit: 2,500 bytes plain, 3,432 characters with everything else. */
    static final int MAX_BITS = 20_000;

    private static final byte VERSION = 1;
    private static final int HEADER = 1 + 8 + 16;
    private static final byte PLAIN_BITS = 1;
    private static final byte DEFLATED_BITS = 2;
    private static final byte CRASH_MARK = 3;
    private static final int SECTION_HEADER = 3;
    private static final int CRASH_MARK_BYTES = 1 + 8 + 4 + 1 + 8 + 4 + 4 + 1 + 8 + 1 + 1;
    private static final int WORTH_DEFLATING = 96;

    private CommitMetadata() {}

    /** @throws IllegalArgumentException when the bits exceed {@link #MAX_BITS} */
    static String encode(CommitPoint point, CrashMark mark, Uuid topicId) {
        if (point.finished().length() > MAX_BITS) {
            throw new IllegalArgumentException(point.finished().length() + " bits do not fit the metadata");
        }
        byte[] plain = point.finished().toByteArray();
        byte[] deflated = plain.length >= WORTH_DEFLATING ? deflate(plain) : plain;
        boolean smaller = deflated.length < plain.length;
        byte[] bits = smaller ? deflated : plain;
        int bitsSection = bits.length == 0 ? 0 : SECTION_HEADER + bits.length;
        int markSection = mark.equals(CrashMark.NONE) ? 0 : SECTION_HEADER + CRASH_MARK_BYTES;
        ByteBuffer buffer = ByteBuffer.allocate(HEADER + bitsSection + markSection);
        buffer.put(VERSION).putLong(point.frontier());
        buffer.putLong(topicId.getMostSignificantBits()).putLong(topicId.getLeastSignificantBits());
        if (bitsSection > 0) {
            buffer.put(smaller ? DEFLATED_BITS : PLAIN_BITS)
                    .putShort((short) bits.length)
                    .put(bits);
        }
        if (markSection > 0) {
            put(buffer.put(CRASH_MARK).putShort((short) CRASH_MARK_BYTES), mark);
        }
        return Base64.getEncoder().withoutPadding().encodeToString(buffer.array());
    }

    /** The position that a committed offset and its metadata say; without bits when the metadata is not about them. */
    static CommitPoint decode(long frontier, @Nullable String metadata, Uuid topicId) {
        try {
            ByteBuffer sections = sections(frontier, metadata, topicId);
            BitSet bits = new BitSet();
            while (sections.hasRemaining()) {
                byte tag = sections.get();
                byte[] section = section(sections);
                if (tag == PLAIN_BITS) {
                    bits = BitSet.valueOf(section);
                } else if (tag == DEFLATED_BITS) {
                    bits = BitSet.valueOf(inflate(section));
                }
            }
            return new CommitPoint(frontier, bits.length() <= MAX_BITS ? bits : new BitSet());
        } catch (IllegalArgumentException | BufferUnderflowException | DataFormatException e) {
            // Unreadable metadata means none: at worst finished work is repeated.
            return CommitPoint.at(frontier);
        }
    }

    /** The crash mark beside that position; none when the metadata is not about it. */
    static CrashMark markOf(long frontier, @Nullable String metadata, Uuid topicId) {
        try {
            ByteBuffer sections = sections(frontier, metadata, topicId);
            while (sections.hasRemaining()) {
                byte tag = sections.get();
                byte[] section = section(sections);
                if (tag == CRASH_MARK) {
                    return mark(ByteBuffer.wrap(section));
                }
            }
            return CrashMark.NONE;
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            // Unreadable means none: at worst a crash loop is found later.
            return CrashMark.NONE;
        }
    }

    /** What follows the header; nothing when the metadata is of another position or topic. */
    private static ByteBuffer sections(long frontier, @Nullable String metadata, Uuid topicId) {
        if (metadata == null || metadata.isEmpty() || metadata.length() > MAX_CHARACTERS) {
            return ByteBuffer.allocate(0);
        }
        ByteBuffer buffer = ByteBuffer.wrap(Base64.getDecoder().decode(metadata));
        boolean ours = buffer.get() == VERSION
                && buffer.getLong() == frontier
                && buffer.getLong() == topicId.getMostSignificantBits()
                && buffer.getLong() == topicId.getLeastSignificantBits();
        return ours ? buffer : ByteBuffer.allocate(0);
    }

    private static byte[] section(ByteBuffer sections) {
        byte[] section = new byte[Short.toUnsignedInt(sections.getShort())];
        sections.get(section);
        return section;
    }

    private static void put(ByteBuffer buffer, CrashMark mark) {
        putFlag(buffer, mark.open());
        buffer.putLong(mark.since().frontier()).putInt(mark.since().finishedAbove());
        buffer.put((byte) mark.ends());
        buffer.putLong(mark.suspects().end())
                .putInt(mark.suspects().left())
                .putInt(mark.suspects().atOnce());
        putFlag(buffer, mark.suspects().running());
        buffer.putLong(mark.alone().offset());
        putFlag(buffer, mark.alone().running());
        buffer.put((byte) Math.min(mark.alone().ends(), Byte.MAX_VALUE));
    }

    private static void putFlag(ByteBuffer buffer, boolean flag) {
        buffer.put((byte) (flag ? 1 : 0));
    }

    private static CrashMark mark(ByteBuffer buffer) {
        return new CrashMark(
                flag(buffer),
                new CrashMark.Progress(buffer.getLong(), buffer.getInt()),
                buffer.get(),
                new CrashMark.Suspects(buffer.getLong(), buffer.getInt(), buffer.getInt(), flag(buffer)),
                new CrashMark.Alone(buffer.getLong(), flag(buffer), buffer.get()));
    }

    private static boolean flag(ByteBuffer buffer) {
        return buffer.get() == 1;
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
