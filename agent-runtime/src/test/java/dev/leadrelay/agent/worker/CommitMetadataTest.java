package dev.leadrelay.agent.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.BitSet;
import java.util.Random;
import java.util.zip.Deflater;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class CommitMetadataTest {
    private static final Uuid TOPIC = Uuid.randomUuid();

    @Property
    void everyBitmapWithinTheBoundFitsAndComesBack(
            @ForAll @LongRange(min = 0) long frontier,
            @ForAll @IntRange(max = CommitMetadata.MAX_BITS) int length,
            @ForAll @IntRange(min = 1, max = 50) int density,
            @ForAll long seed) {
        Random random = new Random(seed);
        BitSet bits = new BitSet();
        for (int i = 0; i < length; i++) {
            bits.set(i, random.nextInt(density) == 0);
        }
        CommitPoint point = new CommitPoint(frontier, bits);
        String metadata = CommitMetadata.encode(point, CrashMark.NONE, TOPIC);
        assertThat(metadata.length()).isLessThanOrEqualTo(CommitMetadata.MAX_CHARACTERS);
        assertThat(CommitMetadata.decode(frontier, metadata, TOPIC)).isEqualTo(point);
    }

    @Property
    void aCrashMarkComesBackBesideTheBits(
            @ForAll boolean open,
            @ForAll @LongRange(min = 0) long since,
            @ForAll @IntRange(min = 0, max = 4) int ends,
            @ForAll @LongRange(min = 0) long suspectsEnd,
            @ForAll @IntRange(min = 0) int left,
            @ForAll @IntRange(min = 0) int atOnce,
            @ForAll boolean running,
            @ForAll @LongRange(min = -1) long alone,
            @ForAll @IntRange(min = 0, max = 127) int aloneEnds,
            @ForAll @IntRange(min = 0, max = CommitMetadata.MAX_BITS) int length) {
        CrashMark mark = new CrashMark(
                open,
                new CrashMark.Progress(since, left),
                ends,
                new CrashMark.Suspects(suspectsEnd, left, atOnce, running),
                new CrashMark.Alone(alone, !running, aloneEnds));
        Random random = new Random(length);
        BitSet bits = new BitSet();
        for (int i = 0; i < length; i++) {
            bits.set(i, random.nextBoolean());
        }
        CommitPoint point = new CommitPoint(since, bits);
        String metadata = CommitMetadata.encode(point, mark, TOPIC);
        assertThat(metadata.length()).isLessThanOrEqualTo(CommitMetadata.MAX_CHARACTERS);
        assertThat(CommitMetadata.markOf(since, metadata, TOPIC)).isEqualTo(mark);
        assertThat(CommitMetadata.decode(since, metadata, TOPIC)).isEqualTo(point);
        assertThat(CommitMetadata.markOf(since, metadata, Uuid.randomUuid())).isEqualTo(CrashMark.NONE);
    }

    @Property
    void anyTextIsReadWithoutHarm(@ForAll String text, @ForAll byte[] bytes) {
        assertThat(CommitMetadata.decode(7, text, TOPIC).frontier()).isEqualTo(7);
        String base64 = Base64.getEncoder().encodeToString(bytes);
        assertThat(CommitMetadata.decode(7, base64, TOPIC)).isEqualTo(CommitPoint.at(7));
        assertThat(CommitMetadata.markOf(7, text, TOPIC)).isEqualTo(CrashMark.NONE);
        assertThat(CommitMetadata.markOf(7, base64, TOPIC)).isEqualTo(CrashMark.NONE);
    }

    @Property
    void aCutOffOrChangedStringNeverMarksOffsetsBeyondTheBound(
            @ForAll @IntRange(max = 3_000) int at, @ForAll byte change) {
        BitSet bits = new BitSet();
        bits.set(1, 10_000);
        byte[] raw = Base64.getDecoder().decode(CommitMetadata.encode(new CommitPoint(3, bits), CrashMark.NONE, TOPIC));
        raw[at % raw.length] ^= change;
        CommitPoint read = CommitMetadata.decode(3, Base64.getEncoder().encodeToString(raw), TOPIC);
        assertThat(read.frontier()).isEqualTo(3);
        assertThat(read.finished().length()).isLessThanOrEqualTo(CommitMetadata.MAX_BITS);
    }

    @Test
    void anotherFrontierOrTopicMeansNone() {
        BitSet bits = new BitSet();
        bits.set(2);
        String metadata = CommitMetadata.encode(new CommitPoint(10, bits), CrashMark.NONE, TOPIC);
        assertThat(CommitMetadata.decode(11, metadata, TOPIC)).isEqualTo(CommitPoint.at(11));
        assertThat(CommitMetadata.decode(10, metadata, Uuid.randomUuid())).isEqualTo(CommitPoint.at(10));
        assertThat(CommitMetadata.decode(10, null, TOPIC)).isEqualTo(CommitPoint.at(10));
        assertThat(CommitMetadata.decode(10, metadata, TOPIC).finished()).isEqualTo(bits);
    }

    @Test
    void aSectionOfALaterVersionIsSkipped() {
        BitSet bits = new BitSet();
        bits.set(2);
        byte[] today =
                Base64.getDecoder().decode(CommitMetadata.encode(new CommitPoint(10, bits), CrashMark.NONE, TOPIC));
        byte[] later = ByteBuffer.allocate(today.length + 5)
                .put(today)
                .put((byte) 9)
                .putShort((short) 2)
                .putShort((short) 1)
                .array();
        String metadata = Base64.getEncoder().encodeToString(later);
        assertThat(CommitMetadata.decode(10, metadata, TOPIC).finished()).isEqualTo(bits);
    }

    @Test
    void aSmallStringThatInflatesToMuchMeansNone() {
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(new byte[1_000_000]);
        deflater.finish();
        byte[] bomb = new byte[2_000];
        int length = deflater.deflate(bomb);
        deflater.end();
        byte[] header = Base64.getDecoder().decode(CommitMetadata.encode(CommitPoint.at(1), CrashMark.NONE, TOPIC));
        byte[] all = ByteBuffer.allocate(header.length + 3 + length)
                .put(header)
                .put((byte) 2)
                .putShort((short) length)
                .put(bomb, 0, length)
                .array();
        assertThat(CommitMetadata.decode(1, Base64.getEncoder().encodeToString(all), TOPIC))
                .isEqualTo(CommitPoint.at(1));
    }

    @Test
    void moreBitsThanTheBoundAreRefused() {
        BitSet bits = new BitSet();
        bits.set(CommitMetadata.MAX_BITS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommitMetadata.encode(new CommitPoint(0, bits), CrashMark.NONE, TOPIC));
    }
}
