package dev.leadrelay.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.schemas.Topic;
import java.util.Arrays;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.avro.specific.SpecificRecord;

class RecordCodecPropertyTest {
    private static RegistryInMemory registry;
    private static RecordCodec codec;

    @BeforeContainer
    static void start() {
        registry = new RegistryInMemory();
        codec = RecordCodec.create(registry.settings());
        codec.warmUp(RandomRecords.TOPICS.stream().collect(Collectors.toMap(Topic::name, Topic::valueType)));
    }

    @AfterContainer
    static void stop() {
        codec.close();
        registry.close();
    }

    @Property(tries = 400)
    void everyRecordComesBackAsItWas(@ForAll("samples") RandomRecords.Sample sample) {
        byte[] bytes = codec.encode(sample.topic().name(), sample.record());

        assertThat(decode(sample.topic(), bytes)).isEqualTo(new Decoded.Value<>(sample.record()));
    }

    @Property(tries = 2000)
    void arbitraryBytesNeverThrowAndAreKept(@ForAll byte[] bytes, @ForAll("topics") Topic topic) {
        staysWhole(topic, bytes);
    }

    @Property(tries = 2000)
    void arbitraryBytesBehindAValidHeaderNeverThrowAndAreKept(@ForAll byte[] tail, @ForAll("topics") Topic topic) {
        byte[] bytes = new byte[5 + tail.length];
        bytes[4] = (byte) (1 + RandomRecords.TOPICS.indexOf(topic));
        System.arraycopy(tail, 0, bytes, 5, tail.length);
        staysWhole(topic, bytes);
    }

    @Property(tries = 2000)
    void mutationsOfValidBytesNeverThrowAndAreKept(
            @ForAll("samples") RandomRecords.Sample sample, @ForAll("places") int place, @ForAll byte value) {
        byte[] bytes = codec.encode(sample.topic().name(), sample.record());
        bytes[place % bytes.length] = value;
        staysWhole(sample.topic(), bytes);
    }

    @Property(tries = 500)
    void everyPrefixAndEveryExtensionIsUndecodable(
            @ForAll("samples") RandomRecords.Sample sample, @ForAll("places") int place, @ForAll byte more) {
        byte[] bytes = codec.encode(sample.topic().name(), sample.record());
        byte[] shorter = Arrays.copyOf(bytes, place % bytes.length);
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        longer[bytes.length] = more;

        assertThat(decode(sample.topic(), shorter)).isInstanceOf(Decoded.Undecodable.class);
        assertThat(decode(sample.topic(), longer)).isInstanceOf(Decoded.Undecodable.class);
    }

    private static void staysWhole(Topic topic, byte[] bytes) {
        byte[] before = bytes.clone();
        Decoded<? extends SpecificRecord> decoded = decode(topic, bytes);
        if (decoded instanceof Decoded.Undecodable<?> undecodable) {
            assertThat(undecodable.bytes()).isEqualTo(before);
            assertThat(undecodable.reason()).isNotBlank();
        }
    }

    private static Decoded<? extends SpecificRecord> decode(Topic topic, byte[] bytes) {
        return codec.decode(topic.name(), bytes, topic.valueType());
    }

    @Provide
    Arbitrary<RandomRecords.Sample> samples() {
        return RandomRecords.samples();
    }

    @Provide
    Arbitrary<Topic> topics() {
        return Arbitraries.of(RandomRecords.TOPICS);
    }

    @Provide
    Arbitrary<Integer> places() {
        return Arbitraries.integers().between(0, 1_000_000);
    }
}
